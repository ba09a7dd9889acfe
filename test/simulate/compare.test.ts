import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { compare } from "../../src/simulate/compare.js";
import type { Result } from "../../src/simulate/run.js";
import { simulate, simulateStart } from "../../src/simulate/simulate.js";
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

  it("orders what is not a time largest first, with the ratio to the largest", () => {
    const { rows } = compare([quality], "finalPreferred");
    expect(rows.map(({ start }) => start)).toEqual(["high", "rare", "weak"]);
    expect(rows.map(({ ratio }) => ratio)).toEqual([
      1,
      (rows[1].metrics.finalPreferred as number) / (rows[0].metrics.finalPreferred as number),
      (rows[2].metrics.finalPreferred as number) / (rows[0].metrics.finalPreferred as number),
    ]);
    const drops = compare([quality], "dispreferredDrop").rows.map(({ start }) => start);
    expect(drops).toEqual(["high", "weak", "rare"]);
  });

  it("says nothing of a ratio to what is not positive", () => {
    const away = result("away", { a: [0.5, 0.1] });
    const [run] = away.panels[0].runs;
    const fallen = { ...run, metrics: { ...run.metrics, preferredGain: -0.1 } };
    const further = { ...run, metrics: { ...run.metrics, preferredGain: -0.2 } };
    const panels = [{ ...away.panels[0], runs: [further, fallen] }];
    const { rows } = compare([{ ...away, panels }], "preferredGain");
    expect(rows.map(({ metrics, ratio }) => [metrics.preferredGain, ratio])).toEqual([
      [-0.1, 1],
      [-0.2, null],
    ]);
  });

  it("names the winners among runs from the same start: most gained, and fastest", () => {
    const scenario = loadScenario("losses", { catalogue });
    const { winners } = compare([simulate(scenario)], "preferredGain");
    expect(winners.map(({ start }) => start)).toEqual(Object.keys(scenario.starts));
    const names = (runs: { panel: string }[] = []) =>
      runs.map(({ panel }) => panel.replace("loss=", "")).sort();
    const [weak] = winners;
    expect(weak.x0).toEqual([0.2, 0.2]);
    // They all end at the wall π_w = 1.
    expect(names(weak.gain?.runs)).toEqual(["bdpo", "kto", "sppo"]);
    expect(weak.gain?.value).toBeCloseTo(0.8, 9);
    expect(weak.fastest?.metric).toBe("timeToHalfGain");
    expect(names(weak.fastest?.runs)).toEqual(["ipo"]);
    expect(compare([quality]).winners).toEqual([]);
  });
});
