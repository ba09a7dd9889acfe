import { describe, expect, it } from "vitest";
import { compare } from "../../src/analysis/compare.js";
import type { Result } from "../../src/analysis/run.js";
import { simulateStart } from "../../src/analysis/simulate.js";
import { settings } from "../settings.js";

const result = (name: string, starts: Record<string, [number, number]>, horizon = 20): Result => {
  const all = settings({ name, starts, horizon });
  return {
    scenario: all,
    panels: [
      { panel: "base", settings: all, runs: Object.keys(starts).map((label) => simulateStart(all, label)) },
    ],
  };
};

describe("compare", () => {
  const quality = result("quality", { high: [0.9, 0.9], weak: [0.1, 0.1], rare: [0.5, 0.02] });

  it("orders starts by speed, with the ratio to the fastest", () => {
    const { rows, by } = compare([quality]);
    expect(by).toBe("extinctionTime");
    expect(rows.map(({ start }) => start)).toEqual(["rare", "weak", "high"]);
    expect(rows[0].ratio).toBe(1);
    // The box cuts the arc of (0.9, 0.9) short: 80 times as slow as (0.1, 0.1), not 81.
    const [, weak, high] = rows;
    expect((high.ratio as number) / (weak.ratio as number)).toBeCloseTo(
      8.353428891459705 / 0.10368324584045086,
      6,
    );
  });

  it("orders by any metric and across scenarios", () => {
    const { rows } = compare([quality, result("other", { strong: [0.9, 0.1] })], "dispreferredHalfLife");
    expect(rows.map(({ scenario, start }) => `${scenario}/${start}`)).toEqual([
      "quality/rare",
      "quality/weak",
      "other/strong",
      "quality/high",
    ]);
  });

  it("puts what never happens last and keeps the order given there", () => {
    const short = result("short", { b: [0.9, 0.9], a: [0.8, 0.8], fast: [0.1, 0.1] }, 1);
    const { rows } = compare([short]);
    expect(rows.map(({ start, ratio }) => [start, ratio])).toEqual([
      ["fast", 1],
      ["b", null],
      ["a", null],
    ]);
  });
});
