import { describe, expect, it } from "vitest";
import { measure } from "../../src/measure/measure.js";
import { createFlow } from "../../src/model/flow.js";
import { atTime } from "../../src/run/atTime.js";
import { followFlow } from "../../src/run/follow/followFlow.js";
import type { Path, PathPoint } from "../../src/run/path.js";
import { drawingReadings, evenReadings } from "../../src/run/sampling.js";
import { settings } from "../settings.js";

/** A path that no integrator has made: `n` steps of equal time, in each of which r1 rises and r2 falls. */
function steps(n: number): Path {
  const at = (s: number): PathPoint => ({ s, r: [0.1 * s, -0.2 * s], t: 2 * s });
  const points = Array.from({ length: n }, (_, s) => at(s));
  const rest: Omit<Path, "at"> = {
    events: [],
    end: { ...at(n), status: "horizon" },
    arcs: () => [{ points, end: at(n), free: true }],
    along: (readings) => readings.map(at),
    fading: () => [],
  };
  return { ...rest, at: (t) => atTime(rest, t) };
}

describe("a path of whatever origin", () => {
  const path = steps(10);

  it("is drawn, sampled and measured", () => {
    expect(evenReadings(path, 6)).toEqual([0, 2, 4, 6, 8, 10]);
    const readings = drawingReadings(path, 5);
    expect(readings).toEqual([0, 2.5, 5, 7.5, 10]);
    const { loss, targets } = settings({ loss: { name: "dpo", beta: 0.1 } });
    const flow = createFlow(settings({ loss }));
    const points = path.along(readings);
    const metrics = measure({ flow, path, points, targets: { ...targets, margin: 1.5 }, complete: true });
    // The margin is 0.3·s, and x2 has halved where 0.2·s = log 2.
    expect(metrics.timeToMargin).toBeCloseTo(10, 12);
    expect(metrics.dispreferredHalfLife).toBeCloseTo(10 * Math.LN2, 12);
    expect(metrics.extinctionTime).toBeNull();
  });

  it("is found at any time, and stays at its end", () => {
    expect(path.at(7).r[0]).toBeCloseTo(0.35, 12);
    expect(path.at(0)).toEqual({ s: 0, r: [0, -0], t: 0 });
    expect(path.at(100)).toEqual({ s: 10, r: [1, -2], t: 20 });
  });
});

describe("the path of a flow", () => {
  const all = settings({ loss: { name: "dpo", beta: 0.1 }, domain: "simplex", starts: { a: [0.1, 0.85] } });
  const path = followFlow(createFlow(all), [0.1, 0.85], all);

  it("ends where it is at the last reading, extinct at −∞; its arcs keep what was computed", () => {
    const { s, r, t, status, extinct } = path.end;
    expect(path.along([s])).toEqual([{ s, r, t }]);
    expect(path.at(t)).toEqual({ s, r, t });
    expect({ status, extinct }).toEqual({ status: "extinct", extinct: "dispreferred" });
    expect(r[1]).toBe(-Infinity);
    const arcs = path.arcs();
    expect(arcs.map(({ free }) => free)).toEqual([true, false, true]);
    expect(arcs[2].end.r[1]).toBeLessThan(-10);
    expect(Number.isFinite(arcs[2].end.r[1])).toBe(true);
    for (const [k, { end }] of arcs.slice(0, -1).entries()) expect(arcs[k + 1].points[0]).toEqual(end);
  });

  it("takes note of marks by time and reading", () => {
    const level = -2;
    const { marks } = followFlow(createFlow(all), [0.1, 0.85], all, {
      marks: [(_r1, r2) => level - r2, (r1) => r1 - 5],
    });
    const [point] = path.along([marks[0].s]);
    expect(point.r[1]).toBeCloseTo(level, 9);
    expect(point.t).toBeCloseTo(marks[0].t, 9);
    expect(marks[1]).toEqual({ s: Number.NaN, t: Number.NaN });
  });
});
