import { describe, expect, it } from "vitest";
import { markOf } from "../../src/measure/mark.js";
import type { LevelTime } from "../../src/measure/metric.js";
import { METRICS, metricOf } from "../../src/measure/registry.js";
import { createFlow } from "../../src/model/flow.js";
import { settings } from "../settings.js";

const all = settings();
const setting = { loss: createFlow(all).loss, targets: all.targets };
const START = { r1: Math.log(0.2), r2: Math.log(0.4) };

describe("markOf", () => {
  it("is zero where a response has halved", () => {
    const { computed } = metricOf("dispreferredHalfLife");
    if (computed.kind !== "level") throw new Error("no level");
    const mark = markOf(computed, START, setting);
    expect(mark?.(7, Math.log(0.2))).toBeCloseTo(0, 15);
    expect(mark?.(7, Math.log(0.21))).toBeLessThan(0);
    expect(mark?.(7, Math.log(0.19))).toBeGreaterThan(0);
  });

  it("heeds both responses where both have a weight", () => {
    const halfway: LevelTime = {
      kind: "level",
      weights: [2, -0.5],
      sinceStart: true,
      level: () => 1,
    };
    const mark = markOf(halfway, START, setting);
    expect(mark?.(START.r1, START.r2)).toBeCloseTo(-1, 14);
    expect(mark?.(START.r1 + 0.5, START.r2)).toBeCloseTo(0, 14);
    expect(mark?.(START.r1, START.r2 - 2)).toBeCloseTo(0, 14);
  });

  it("is a number where one response, or both, are extinct", () => {
    const levels = METRICS.map((name) => metricOf(name).computed).filter(({ kind }) => kind === "level");
    const single = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ] as const;
    const more = single.map(
      (weights): LevelTime => ({ kind: "level", weights, sinceStart: false, level: () => 1 }),
    );
    for (const level of [...(levels as LevelTime[]), ...more]) {
      const mark = markOf(level, START, setting);
      expect(mark?.(-Infinity, -1)).not.toBeNaN();
      expect(mark?.(-1, -Infinity)).not.toBeNaN();
    }
  });

  it("is nothing where there is nothing to be reached", () => {
    const { computed } = metricOf("timeToLoss");
    if (computed.kind !== "crossing") throw new Error("no crossing");
    expect(markOf(computed, START, { ...setting, targets: { margin: 1, loss: 0 } })).toBeUndefined();
  });
});
