import { describe, expect, it } from "vitest";
import { SWEEP_METRICS } from "../../src/analysis/sweep/plan.js";
import type { SweepResult } from "../../src/analysis/sweep/results.js";
import { sweep } from "../../src/analysis/sweep/sweep.js";
import { heatmap } from "../../src/figure/heatmap.js";
import { levelsOf } from "../../src/figure/heatmapLevels.js";
import { filled } from "../../src/figure/nearestCell.js";
import type { FigureSpec, Row, View } from "../../src/figure/spec.js";
import { type PresetName, presets } from "../../src/figure/theme.js";
import { renderSvg } from "../../src/render/svg.js";
import { plan } from "../analysis/sweep/plan.js";
import { style } from "./fixture.js";
import { schemaErrors } from "./schema.js";

const grid = { nx: 24, ny: 20 };
const box = await sweep(plan({}, "exact", grid));
const simplex = await sweep(plan({ domain: "simplex", horizon: 2 }, "exact", grid));
const others: [string, SweepResult][] = [
  ["one cell", await sweep(plan({}, "exact", { nx: 1, ny: 1 }))],
  ["one row", await sweep(plan({}, "exact", { nx: 30, ny: 1 }))],
  ["one random start", await sweep(plan({}, "exact", { random: 1, seed: 1 }))],
  ["the log-ratio plane", await sweep(plan({}, "exact", { ...grid, plane: "log-ratio" }))],
  ["unequal walls", await sweep(plan({ reference: { preferred: 0.9, dispreferred: 0.3 } }, "exact", grid))],
  ["nothing reached", await sweep(plan({ horizon: 1e-9 }, "exact", grid))],
];
const random = await sweep(plan({ horizon: 2 }, "exact", { random: 60, seed: 1, plane: "log-ratio" }));

/** A sweep in which some cells could not be followed. */
function broken(): SweepResult {
  const arrays = Object.fromEntries(
    Object.entries(box.arrays).map(([name, values]) => [name, values.slice()]),
  );
  for (const k of [30, 31, 200]) {
    for (const metric of SWEEP_METRICS) arrays[metric][k] = metric === "status" ? 3 : Number.NaN;
  }
  return { ...box, arrays };
}

const layer = (spec: FigureSpec, name: string): (View & { rows: Row[] }) | undefined => {
  const found = (spec.layer as View[]).find((view) => view.name === name);
  return found && { ...found, rows: (found.data as { values: Row[] }).values };
};

describe("heatmap", () => {
  it.each(Object.keys(presets) as PresetName[])("is valid and renders at the width of %s", async (preset) => {
    for (const metric of SWEEP_METRICS) {
      const spec = heatmap(simplex, metric, style(preset));
      expect(schemaErrors(spec)).toEqual([]);
      expect(await renderSvg(spec)).toContain(`width="${presets[preset].width}"`);
    }
  });

  it.each([["random starts", random], ["failed cells", broken()], ...others])(
    "draws %s",
    async (_name, result) => {
      for (const metric of SWEEP_METRICS) {
        const spec = heatmap(result, metric, style());
        expect(schemaErrors(spec)).toEqual([]);
        await renderSvg(spec);
      }
    },
  );

  it("draws lines of equal value where the values are: final x1 on circles about the origin", () => {
    const lines = layer(heatmap(box, "finalPreferred", style()), "iso-lines")?.rows ?? [];
    expect(lines.length).toBeGreaterThan(50);
    for (const { loss: level, x1, x2 } of lines) {
      const inside = Number(x1) > 0.05 && Number(x2) > 0.05 && Number(level) < 0.9;
      if (inside) expect(Math.hypot(Number(x1), Number(x2))).toBeCloseTo(Number(level), 2);
    }
  });

  it("shows what has no value in grey and what failed with crosses, and says so", () => {
    const horizon = heatmap(simplex, "extinctionTime", style());
    expect(layer(horizon, "missing")?.rows.length).toBeGreaterThan(4);
    expect(layer(horizon, "failed")).toBeUndefined();
    expect(String(horizon.title.subtitle)).toContain("grey: not reached by t = 2");
    const failed = heatmap(broken(), "extinctionTime", style());
    expect(layer(failed, "failed")?.rows).toEqual([
      { x1: 0.270833, x2: 0.075 },
      { x1: 0.3125, x2: 0.075 },
      { x1: 0.354167, x2: 0.425 },
    ]);
    expect(String(failed.title.subtitle)).toContain("×: 3 failed");
    expect(String(failed.title.subtitle)).not.toContain("grey");
  });

  it("keeps what it was made from, and is the same on every run", () => {
    const spec = heatmap(box, "timeToMargin", style());
    expect(spec.usermeta["dpo-flow"]).toMatchObject({
      figure: "heatmap",
      metric: "timeToMargin",
      sweep: box.plan,
    });
    expect(String(spec.title.subtitle)).toContain("target m = 1");
    expect(JSON.stringify(heatmap(box, "timeToMargin", style()))).toBe(JSON.stringify(spec));
  });

  it("gives each status a colour of its own, in the legend those that occur", () => {
    const spec = heatmap(simplex, "status", style());
    const encoding = layer(spec, "statuses")?.encoding as Record<
      string,
      { scale: { domain: string[]; range: string[] } }
    >;
    expect(encoding.fill.scale.domain).toEqual(["extinct", "horizon", "outside"]);
    expect(new Set(encoding.fill.scale.range).size).toBe(3);
  });
});

describe("levelsOf", () => {
  it("are linear over a narrow range, without the ends", () => {
    expect(levelsOf(Float64Array.from({ length: 101 }, (_, i) => 0.1 + i / 100))).toEqual([
      0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
  });

  it("are logarithmic over decades", () => {
    const levels = levelsOf(Float64Array.from({ length: 400 }, (_, i) => 10 ** (i / 100 - 2)));
    expect(levels).toEqual(
      [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].filter((x) => levels.includes(x)),
    );
    expect(levels.length).toBeGreaterThan(6);
  });

  it("are none where there is nothing to part", () => {
    for (const values of [[], [Number.NaN], [3, 3, 3]])
      expect(levelsOf(Float64Array.from(values))).toEqual([]);
  });
});

describe("filled", () => {
  it("takes each gap's value from the nearest cell that has one", () => {
    const x = Number.NaN;
    expect([...filled(Float64Array.of(1, x, x, x, x, 2), [1, 6])]).toEqual([1, 1, 1, 2, 2, 2]);
    expect([...filled(Float64Array.of(x, 5, x, x, x, x), [2, 3])]).toEqual([5, 5, 5, 5, 5, 5]);
    expect([...filled(Float64Array.of(x, x), [1, 2])]).toEqual([0, 0]);
  });
});
