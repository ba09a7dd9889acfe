import { describe, expect, it } from "vitest";
import { measure } from "../../src/measure/measure.js";
import { createFlow } from "../../src/model/flow.js";
import { atTime } from "../../src/run/atTime.js";
import type { Path, PathPoint } from "../../src/run/path.js";
import { settings } from "../settings.js";

/** A path given plainly, with t = s, and its metrics from points at whole readings of the clock. */
function measured(r: (s: number) => [number, number], length = 10, changes = {}) {
  const { targets, ...all } = settings(changes);
  const point = (s: number): PathPoint => ({ s, r: r(s), t: s });
  const points = Array.from({ length: length + 1 }, (_, s) => point(s));
  const path: Omit<Path, "at"> = {
    events: [],
    end: { ...point(length), status: "horizon" },
    arcs: () => [{ points, end: point(length), free: true }],
    along: (readings) => readings.map(point),
    fading: () => [],
  };
  const flow = createFlow(all);
  return measure({ flow, path: { ...path, at: (t) => atTime(path, t) }, points, targets, complete: true });
}

describe("the share of time with the preferred response ahead", () => {
  it("is not above 1, whatever the readings in between say of the time", () => {
    for (const length of [3, 7, 10]) {
      const { preferredFasterShare } = measured((s) => [-1 - s / 3, 0.1 * s], length);
      expect(preferredFasterShare).toBe(1);
    }
    expect(measured((s) => [s - 2.5, 0]).preferredFasterShare).toBeCloseTo(0.25, 12);
  });
});
