import { describe, expect, it } from "vitest";
import { exactExtinction } from "../../src/exact/extinction.js";
import { heatmap as draw } from "../../src/figure/kinds/heatmap/heatmap.js";
import { levelsOf, levelTexts } from "../../src/figure/kinds/heatmap/heatmapLevels.js";
import { filled } from "../../src/figure/kit/nearestCell.js";
import type { FigureSpec, Row, View } from "../../src/figure/kit/spec.js";
import { band, ink, LANDSCAPE, type PresetName, presets, type Style } from "../../src/figure/kit/theme.js";
import { sweep } from "../../src/node/sweepThreads.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { describedPlan, SWEEP_METRICS, type SweepMetric } from "../../src/sweep/plan.js";
import type { SweepResult } from "../../src/sweep/results.js";
import { layoutOf, startsOf } from "../../src/sweep/starts.js";
import { STATUSES } from "../../src/sweep/statuses/registry.js";
import { relativeError, settings } from "../settings.js";
import { loss, plan } from "../sweep/plan.js";
import { style } from "./fixture.js";
import { type Scene, sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const heatmap = (sweep: SweepResult, metric: SweepMetric, chosen: Style): FigureSpec =>
  draw({ sweep, metric }, chosen);

const grid = { nx: 24, ny: 20 };
const box = await sweep(plan({}, "exact", grid));
const simplex = await sweep(plan({ domain: "simplex", horizon: 2 }, "exact", grid));
const others: [string, SweepResult][] = [
  ["one cell", await sweep(plan({}, "exact", { nx: 1, ny: 1 }))],
  ["one row", await sweep(plan({}, "exact", { nx: 30, ny: 1 }))],
  ["one random start", await sweep(plan({}, "exact", { kind: "random", count: 1, seed: 1 }))],
  ["the log-ratio plane", await sweep(plan({}, "exact", { ...grid, plane: "log-ratio" }))],
  ["unequal walls", await sweep(plan({ reference: { preferred: 0.9, dispreferred: 0.3 } }, "exact", grid))],
  ["nothing reached", await sweep(plan({ horizon: 1e-9 }, "exact", grid))],
];
const random = await sweep(
  plan({ horizon: 2 }, "exact", { kind: "random", count: 60, seed: 1, plane: "log-ratio" }),
);

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

/** Whether a colour is the one that a figure's legend or scale gives a value. */
function coloured(ground: string, value: number, metric: SweepMetric, { shades, entries }: Scene): boolean {
  if (metric === "status") return entries.find(({ text }) => text === STATUSES[value])?.fill === ground;
  if (Number.isNaN(value)) return ground === ink.grid;
  // Without levels everything is in one colour.
  if (shades.length === 0) return ground === band(0.5, LANDSCAPE);
  return shades.some(({ fill, from, to }) => fill === ground && value >= from && value <= to);
}

/** Every start has the colour of its value, by the numbers on the axes and on the scale; what failed has a cross. */
function expectShown({ plan, arrays }: SweepResult, metric: SweepMetric, scene: Scene): void {
  const [plot] = scene.plots;
  const { cells, columns, coordinates } = layoutOf(plan.starts);
  const values = arrays[metric] ?? new Float64Array();
  const place = new Float64Array(2);
  const dots = [...plot.read("starts"), ...plot.read("missing")];
  const dotAt = (u: number, v: number) =>
    dots.find(({ at }) => Math.abs(at[0] - u) < 1e-3 && Math.abs(at[1] - v) < 1e-3)?.fill;
  let seen = 0;
  const wrong: unknown[] = [];
  for (const [k, value] of values.entries()) {
    coordinates(Math.floor(k / columns), k % columns, place);
    const [u, v] = place;
    const beyond = plan.settings.domain === "simplex" && u + v > 1 + 1e-9;
    const ground = cells ? plot.groundAt(u, v) : dotAt(u, v);
    if (ground === undefined) continue;
    seen++;
    const fits = beyond ? ground === ink.outside : coloured(ground, value, metric, scene);
    if (!fits) wrong.push({ k, u, v, value, ground });
  }
  expect(wrong, metric).toEqual([]);
  expect(seen).toBeGreaterThan((cells ? 0.8 : 0.999) * values.length);
  const failed = values.length === 480 && arrays.status?.[30] === 3 ? [30, 31, 200] : [];
  expect(plot.read("failed").map(({ at }) => at.map((x) => x.toFixed(3)))).toEqual(
    failed.map((k) => [((k % 24) + 0.5) / 24, (Math.floor(k / 24) + 0.5) / 20].map((x) => x.toFixed(3))),
  );
}

describe("heatmap", () => {
  it.each(Object.keys(presets) as PresetName[])(
    "shows each cell in the colour of its value in %s",
    async (preset) => {
      for (const metric of SWEEP_METRICS) {
        const spec = heatmap(simplex, metric, style(preset));
        expect(schemaErrors(spec)).toEqual([]);
        expect(await renderSvg(spec)).toContain(`width="${presets[preset].width}"`);
        expectShown(simplex, metric, await sceneOf(spec));
      }
    },
  );

  it.each([["random starts", random], ["failed cells", broken()], ...others])(
    "shows each start in the colour of its value: %s",
    async (_name, result) => {
      for (const metric of SWEEP_METRICS) {
        const spec = heatmap(result, metric, style());
        expect(schemaErrors(spec)).toEqual([]);
        await renderSvg(spec);
        expectShown(result, metric, await sceneOf(spec));
      }
    },
  );

  it("is grey all over where nothing is reached, with no level in the legend", async () => {
    const result = await sweep(plan({ horizon: 1e-9 }, "exact", grid));
    const scene = await sceneOf(heatmap(result, "extinctionTime", style()));
    const missing = scene.marks("missing");
    expect(missing.length).toBeGreaterThan(0);
    expect(new Set(missing.map(({ fill }) => fill))).toEqual(new Set(["#E4E7EB"]));
    expect(scene.marks("iso-lines")).toEqual([]);
  });

  it("draws lines of equal value where the values are: final x1 on circles about the origin", () => {
    const lines = layer(heatmap(box, "finalPreferred", style()), "iso-lines")?.rows ?? [];
    expect(lines.length).toBeGreaterThan(50);
    for (const { finalPreferred: level, x1, x2 } of lines) {
      const inside = Number(x1) > 0.05 && Number(x2) > 0.05 && Number(level) < 0.9;
      if (inside) expect(Math.hypot(Number(x1), Number(x2))).toBeCloseTo(Number(level), 2);
    }
  });

  it("draws them where values that span decades are, too: extinction times of the closed form", async () => {
    const logs = await sweep(plan({ domain: "quadrant" }, "exact", { ...grid, plane: "log-ratio" }));
    // Gaps do not bend the lines beside them.
    for (const gaps of [[], [100, 101, 250, 300, 301, 302]]) {
      const values = logs.arrays.extinctionTime?.slice() ?? new Float64Array();
      for (const k of gaps) values[k] = Number.NaN;
      const result = { ...logs, arrays: { ...logs.arrays, extinctionTime: values } };
      const lines = layer(heatmap(result, "extinctionTime", style()), "iso-lines")?.rows ?? [];
      expect(lines.length).toBeGreaterThan(50);
      for (const { extinctionTime: level, r1, r2 } of lines) {
        const [x1, x2] = [Math.exp(Number(r1)), Math.exp(Number(r2))];
        const exact = exactExtinction(settings({ domain: "quadrant" }), [x1, x2])?.time ?? 0;
        expect(relativeError(Number(level), exact), `${r1}, ${r2}`).toBeLessThan(0.05);
      }
    }
  });

  it("calls each metric by its name in the data, and holds its values", () => {
    for (const metric of SWEEP_METRICS.filter((name) => name !== "status")) {
      const spec = heatmap(box, metric, style());
      const levels = levelsOf(box.arrays[metric] ?? new Float64Array()).values;
      const bands = layer(spec, "bands")?.rows ?? [];
      expect([...new Set(bands.map((row) => row[metric]))]).toEqual([null, ...levels]);
      expect([...new Set(bands.map(({ band }) => band))]).toEqual([0, ...levels.map((_, i) => i + 1)]);
      const lines = layer(spec, "iso-lines")?.rows ?? [];
      expect(lines.every((row) => levels.includes(Number(row[metric])))).toBe(true);
      expect(JSON.stringify(spec.layer)).not.toContain('"loss"');
    }
    const { extinctionTime = new Float64Array() } = random.arrays;
    const dots = layer(heatmap(random, "extinctionTime", style()), "starts")?.rows ?? [];
    expect(dots.map((row) => row.extinctionTime)).toEqual(
      [...extinctionTime].filter(Number.isFinite).map((value) => Number(value.toPrecision(6))),
    );
  });

  it("shows what has no value in grey and what failed with crosses, and says so", () => {
    const horizon = heatmap(simplex, "extinctionTime", style());
    expect(layer(horizon, "missing")?.rows.length).toBeGreaterThan(0);
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

  it("says why there is no value", async () => {
    const resting = await sweep(plan({ loss: loss("cdpo", { beta: 1 }), domain: "quadrant" }, "exact", grid));
    const subtitle = (result: SweepResult) =>
      String(heatmap(result, "extinctionTime", style()).title.subtitle);
    expect(subtitle(resting)).toContain("grey: never reached");
    const reference = { preferred: 0.3, dispreferred: 0.3 };
    const edged = await sweep(
      plan({ loss: loss("rlhf"), domain: "quadrant", reference }, "odex", { nx: 6, ny: 6 }),
    );
    expect(subtitle(edged)).toContain("outside the loss's domain");
  });

  it("says where a value that is always the same occurs", () => {
    const same = { ...box, arrays: { ...box.arrays, extinctionTime: new Float64Array(480).fill(3) } };
    const subtitle = (result: SweepResult) =>
      String(heatmap(result, "extinctionTime", style()).title.subtitle);
    expect(subtitle(same)).toContain("about 3 everywhere");
    const values = same.arrays.extinctionTime.slice().fill(Number.NaN, 0, 9);
    const arrays = { ...same.arrays, extinctionTime: values };
    expect(subtitle({ ...same, arrays })).toContain("about 3 where there is a value");
  });

  it("covers every cell with its status, once", () => {
    const { plan: given, arrays } = simplex;
    const rows = layer(heatmap(simplex, "status", style()), "statuses")?.rows ?? [];
    expect(rows.length).toBeLessThan(60);
    const x = new Float64Array(2);
    for (let k = 0; k < 480; k++) {
      startsOf(given)(Math.floor(k / 24), k % 24, x);
      const over = rows.filter(
        (row) =>
          Number(row.x1) < x[0] &&
          x[0] < Number(row.x1_end) &&
          Number(row.x2) < x[1] &&
          x[1] < Number(row.x2_end),
      );
      expect(over.length).toBe(1);
      // The wall is drawn over what lies beyond it.
      if (x[0] + x[1] <= 1) expect(over[0].status).toBe(STATUSES[arrays.status?.[k] ?? -1]);
    }
  });

  it("has planes of one size for all metrics", () => {
    const specs = SWEEP_METRICS.map((metric) => heatmap(simplex, metric, style()));
    expect(new Set(specs.map(({ width }) => width)).size).toBe(1);
  });

  it("keeps what it was made from, and is the same on every run", () => {
    const spec = heatmap(box, "timeToMargin", style());
    expect(spec.usermeta["dpo-flow"]).toMatchObject({
      figure: "heatmap",
      metric: "timeToMargin",
      sweep: describedPlan(box.plan),
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
    expect(levelsOf(Float64Array.from({ length: 101 }, (_, i) => 0.1 + i / 100))).toEqual({
      values: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
      logarithmic: false,
    });
  });

  it("are logarithmic over decades", () => {
    const values = Array.from({ length: 400 }, (_, i) => 10 ** (i / 100 - 2));
    const levels = levelsOf(Float64Array.from(values));
    expect(levels).toEqual({ values: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50], logarithmic: true });
    // Zeros, such as the time to a margin that is there already, change nothing.
    expect(levelsOf(Float64Array.of(...new Float64Array(900), ...values))).toEqual(levels);
  });

  it("are none where there is nothing to part", () => {
    for (const values of [[], [Number.NaN], [0, 0], [3, 3, 3], [3, 3.00001, 2.99999]])
      expect(levelsOf(Float64Array.from(values)).values).toEqual([]);
  });

  it("are written so that they can be told apart", () => {
    const text = (...values: number[]) => levelTexts({ values, logarithmic: false });
    expect(text(-0.5, 0, 1e-5)).toEqual(["−0.5", "0", "10⁻⁵"]);
    expect(text(3.3258, 3.326, 3.3261)).toEqual(["3.3258", "3.326", "3.3261"]);
  });
});

describe("filled", () => {
  it("takes each gap's value from the nearest cell that has one", () => {
    const x = Number.NaN;
    expect([...filled(Float64Array.of(1, x, x, x, x, 2), [1, 6])]).toEqual([1, 1, 1, 2, 2, 2]);
    expect([...filled(Float64Array.of(x, 5, x, x, x, x), [2, 3])]).toEqual([5, 5, 5, 5, 5, 5]);
    expect([...filled(Float64Array.of(x, x), [1, 2])]).toEqual([0, 0]);
  });

  it("goes on with the slope of the values where that is asked for", () => {
    const x = Number.NaN;
    expect([...filled(Float64Array.of(x, x, 1, 3, 6, x), [1, 6], true)]).toEqual([-1, -1, 1, 3, 6, 9]);
    // A gap in a corner takes the mean of what both neighbours suggest.
    expect(filled(Float64Array.of(1, 2, 3, 1, 2, 4, 1, 2, x), [3, 3], true)[8]).toBe((3 + 5) / 2);
  });
});
