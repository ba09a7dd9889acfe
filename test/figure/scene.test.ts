import { describe, expect, it } from "vitest";
import { evaluateClaims } from "../../src/claims/evaluate.js";
import { claimsFigure } from "../../src/figure/kinds/claims.js";
import { convergence } from "../../src/figure/kinds/convergence/convergence.js";
import { fieldFigure } from "../../src/figure/kinds/fieldFigure.js";
import { heatmap } from "../../src/figure/kinds/heatmap/heatmap.js";
import { landscape } from "../../src/figure/kinds/landscape.js";
import { onePlane } from "../../src/figure/kinds/phasePlane/onePlane.js";
import { smallMultiples } from "../../src/figure/kinds/phasePlane/smallMultiples.js";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { trainingLogFigure } from "../../src/figure/kinds/trainingLog/trainingLog.js";
import { trainingLogTime } from "../../src/figure/kinds/trainingLog/trainingLogTime.js";
import type { FigureSpec, View } from "../../src/figure/kit/spec.js";
import { hue, type PresetName, presets } from "../../src/figure/kit/theme.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { sweep } from "../../src/node/sweepThreads.js";
import { compare } from "../../src/simulate/compare.js";
import { settings as withDefaults } from "../settings.js";
import { plan } from "../sweep/plan.js";
import { zephyr } from "../trainingLogs.js";
import { panel, STARTS, settings, style } from "./fixture.js";
import { type Drawn, sceneOf } from "./scene.js";

const PRESETS = Object.keys(presets) as PresetName[];

/** Where a value of a channel's scale, linear or logarithmic, stands in a plot. */
function along(view: View, channel: "x" | "y", value: number): number {
  const layers = (view.layer ?? [view]) as { encoding: Record<string, { scale?: View }> }[];
  const scale = layers.map(({ encoding }) => encoding[channel]?.scale).find((found) => found?.domain) ?? {};
  const bend = scale.type === "log" ? Math.log : (v: number) => v;
  const [low, high] = (scale.domain as number[]).map(bend);
  const share = (bend(value) - low) / (high - low);
  return channel === "x" ? share * Number(view.width) : (1 - share) * Number(view.height);
}

/** A mark stands where the numbers of its row say. */
function expectInPlace(view: View, { x, y, datum }: Drawn, fields: readonly [string, string]): void {
  expect(x).toBeCloseTo(along(view, "x", Number(datum[fields[0]])), 2);
  expect(y).toBeCloseTo(along(view, "y", Number(datum[fields[1]])), 2);
}

describe.each(PRESETS)("what is seen in %s", (preset) => {
  it("of a phase plane: starts and ends in place, their names, walls and what marks mean", async () => {
    const spec = onePlane(panel(), style(preset));
    const scene = await sceneOf(spec);
    const ends = scene.marks("ends");
    expect(ends).toHaveLength(12);
    for (const end of ends) {
      expectInPlace(spec, end, ["x1", "x2"]);
      expect(end.shape).toBe(end.datum.mark === "start" ? "circle" : "square");
      expect(end.fill).toBe(hue(Object.keys(STARTS).indexOf(String(end.datum.start))));
    }
    expect(scene.marks("labels").map(({ text }) => text)).toEqual(Object.keys(STARTS));
    // Each trajectory begins at its start, in the colour of its name.
    const lines = scene.marks("trajectories").filter(({ datum }) => datum.start === "both-high");
    expectInPlace(spec, lines[0], ["x1", "x2"]);
    expect([lines[0].datum.x1, lines[0].datum.x2]).toEqual([0.9, 0.9]);
    const wall = scene.marks("walls").filter(({ datum }) => datum.shape === 0);
    for (const { x } of wall) expect(x).toBeCloseTo(along(spec, "x", 1), 2);
    expect(scene.texts("legend-label")).toEqual(expect.arrayContaining(["start", "end", "flow, log length"]));
    expect(scene.texts("legend-title")).toEqual(["loss L"]);
    expect(scene.texts("axis-title").join(" ")).toMatch(/π_θ\(y_w \| x\).*π_θ\(y_l \| x\)/);
  });

  it("of a landscape: one colour more than lines, and the levels beside them", async () => {
    const spec = landscape(settings(STARTS), style(preset));
    const scene = await sceneOf(spec);
    const levels = [...new Set(scene.marks("iso-lines").map(({ datum }) => Number(datum.loss)))];
    const fills = new Set(scene.marks("bands").map(({ fill }) => fill));
    expect(fills.size).toBe(levels.length + 1);
    const written = scene.texts("legend-label").map(Number);
    expect(levels.every((level) => written.includes(level))).toBe(true);
    for (const label of scene.marks("line-labels")) {
      expectInPlace(spec, label, ["x1", "x2"]);
      expect(levels.some((level) => level.toFixed(2) === label.text || String(level) === label.text)).toBe(
        true,
      );
    }
  });

  it("of a field: arrows in place along the flow, and a key on one line beneath", async () => {
    const spec = fieldFigure(settings(STARTS), style(preset));
    const scene = await sceneOf(spec);
    const arrows = scene.marks("flow");
    expect(arrows.length).toBeGreaterThan(80);
    for (const arrow of arrows) {
      expectInPlace(spec, arrow, ["x1", "x2"]);
      const along = (Math.atan2(Number(arrow.datum.x1), Number(arrow.datum.x2)) * 180) / Math.PI;
      expect(arrow.angle).toBeCloseTo(along, 2);
    }
    const key = [...scene.marks("key"), ...scene.marks("key-values"), ...scene.marks("key-title")];
    expect(new Set(key.map(({ y }) => y)).size).toBe(1);
    expect(key[0].y).toBeGreaterThan(Number(spec.height));
    expect(scene.texts("mark")).toContain("|∇L|, length: its logarithm");
  });

  it("of time series: samples and ends in place in each chart, and one legend of the starts", async () => {
    for (const logTime of [false, true]) {
      const spec = timeSeries(panel(), style(preset), { logTime });
      const scene = await sceneOf(spec);
      for (const [i, field] of ["x1", "x2", "loss"].entries()) {
        const chart = (spec.vconcat as View[])[i];
        expect(scene.marks(`${field}-ends`)).toHaveLength(12);
        const marks = [...scene.marks(`${field}-lines`), ...scene.marks(`${field}-ends`)];
        for (const mark of marks) expectInPlace(chart, mark, ["t", field]);
      }
      expect(scene.texts("legend-label")).toEqual(Object.keys(STARTS));
      expect(scene.texts("axis-title")).toContain("gradient-flow time t");
    }
  });

  it("of a comparison: the fastest on top, times and states in place, names and numbers beside them", async () => {
    const result = { scenario: settings(STARTS), panels: [panel()] };
    const comparison = compare([result]);
    const spec = convergence({ comparison, scenarios: [result.scenario] }, style(preset));
    const scene = await sceneOf(spec);
    const [time, state] = spec.hconcat as View[];
    const times = scene.marks("times");
    expect(times.map(({ y }) => y)).toEqual(times.map(({ y }) => y).sort((a, b) => a - b));
    expect(times.map(({ x }) => x)).toEqual(times.map(({ x }) => x).sort((a, b) => a - b));
    // A point is placed by a logarithmic axis whose channel stands in the layer of the times.
    const channel = (time.layer as View[]).filter(({ name }) => name === "times");
    for (const mark of times)
      expect(mark.x).toBeCloseTo(along({ ...time, layer: channel }, "x", Number(mark.datum.time)), 2);
    for (const [layer, field] of [
      ["starts", "from"],
      ["ends", "to"],
    ] as const) {
      for (const mark of scene.marks(layer))
        expect(mark.x).toBeCloseTo(along(state, "x", Number(mark.datum[field])), 2);
    }
    expect(scene.marks("labels").map(({ text }) => text)).toEqual(comparison.rows.map(({ start }) => start));
  });

  it("of small multiples: planes of one size with their values above, and one legend", async () => {
    const panels = [0.1, 0.3, 0.5].map((beta) => ({
      ...panel(STARTS, { loss: { name: "dpo", beta } }),
      panel: `loss.beta=${beta}`,
    }));
    const spec = smallMultiples({ scenario: panels[0].settings, panels }, style(preset));
    const scene = await sceneOf(spec);
    const planes = spec.concat as View[];
    expect(new Set(planes.map(({ width, height }) => `${width} × ${height}`)).size).toBe(1);
    for (const [i, plane] of planes.entries()) {
      const ends = scene.marks(`ends-${i + 1}`);
      expect(ends).toHaveLength(12);
      for (const end of ends) expectInPlace(plane, end, ["x1", "x2"]);
    }
    expect(scene.texts("title-text")).toEqual(["β = 0.1", "β = 0.3", "β = 0.5", "A fixture"]);
    expect(scene.texts("legend-title")).toEqual(["loss L"]);
    expect(scene.texts("legend-label").filter((text) => text === "start")).toHaveLength(1);
  });
});

describe("what is seen of a heatmap", async () => {
  const grid = { nx: 12, ny: 10 };
  const result = await sweep(plan({ domain: "simplex", horizon: 2 }, "exact", grid));

  it("colours each cell as the legend says of its status", async () => {
    const spec = heatmap({ sweep: result, metric: "status" }, style());
    const scene = await sceneOf(spec);
    const cells = scene.marks("statuses");
    const labels = scene.texts("legend-label");
    const colours = new Map(cells.map(({ datum, fill }) => [String(datum.status), String(fill)]));
    // What lies outside is under the grey beyond the wall.
    expect([...colours.keys()].sort()).toEqual(labels.filter((label) => label !== "outside").sort());
    expect(new Set(colours.values()).size).toBe(colours.size);
    for (const { x, y, width, datum } of cells) {
      expect(x).toBeCloseTo(along(spec, "x", Number(datum.x1)), 2);
      expect(width).toBeCloseTo(along(spec, "x", Number(datum.x1_end) - Number(datum.x1)), 2);
      expect(y).toBeCloseTo(along(spec, "y", Number(datum.x2_end)), 2);
    }
  });

  it("draws bands one over the other in rising colours, and writes the levels into the legend", async () => {
    const spec = heatmap({ sweep: result, metric: "extinctionTime" }, style());
    const scene = await sceneOf(spec);
    const bands = scene.marks("bands");
    const levels = [...new Set(bands.map(({ datum }) => datum.extinctionTime))].filter(
      (level) => level !== null,
    );
    expect(levels.length).toBeGreaterThan(3);
    expect(scene.texts("legend-label").filter((text) => text !== "")).toEqual(levels.map(String));
    const order = bands.map(({ datum }) => Number(datum.band));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const fills = [...new Map(bands.map(({ datum, fill }) => [datum.band, fill])).values()];
    expect(new Set(fills).size).toBe(levels.length + 1);
    // Where a start reaches the wall too late, its cell is grey.
    for (const { fill } of scene.marks("missing")) expect(fill).toBe("#E4E7EB");
  });
});

describe("what is seen of the claims", () => {
  it("a plane of one size for each, headed by its share, with the outlined region in place", async () => {
    const chosen = withDefaults({ horizon: 20, starts: { weak: [0.1, 0.1] } });
    const spec = claimsFigure({ results: evaluateClaims(chosen), settings: chosen }, style());
    const scene = await sceneOf(spec);
    const [first] = spec.concat as View[];
    const region = scene.marks("top-left-region");
    expect(region.map(({ x, y }) => [x, y])).toEqual(
      [
        [0, 0.75],
        [0.25, 0.75],
        [0.25, 1],
        [0, 1],
      ].map(([u, v]) => [along(first, "x", u), along(first, "y", v)]),
    );
    expect(scene.texts("title-text")).toEqual(expect.arrayContaining(["Remark 1, 49 %", "x₂ falls faster"]));
  });
});

describe("what is seen of a training log", () => {
  const analyses = [analyseTrainingLog(zephyr())];

  it("every row in place in the plane, under a line through (0, 0), and what each line is", async () => {
    const spec = trainingLogFigure(analyses, style());
    const scene = await sceneOf(spec);
    expect(scene.marks("rows")).toHaveLength(58);
    for (const row of scene.marks("rows")) expectInPlace(spec, row, ["r1", "r2"]);
    const [start] = scene.marks("simulated-flow");
    expect([start.x, start.y]).toEqual([
      expect.closeTo(along(spec, "x", 0), 2),
      expect.closeTo(along(spec, "y", 0), 2),
    ]);
    expect(scene.texts("legend-label")).toEqual(
      expect.arrayContaining(["logged, evaluation values", "simulated DPO flow"]),
    );
    expect(
      scene
        .marks("pace-labels")
        .concat(scene.marks("labels"))
        .map(({ text }) => text),
    ).toContain("DPO starts");
  });

  it("every row in place over the steps, in both charts", async () => {
    const spec = trainingLogTime(analyses, style());
    const scene = await sceneOf(spec);
    for (const [i, field] of ["r1", "r2"].entries()) {
      const chart = (spec.vconcat as View[])[i];
      expect(scene.marks(`${field}-rows`)).toHaveLength(58);
      for (const row of scene.marks(`${field}-rows`)) expectInPlace(chart, row, ["step", field]);
    }
    expect(scene.texts("axis-title")).toContain("training step");
  });
});

it("every figure is headed by its title", async () => {
  const spec: FigureSpec = onePlane(panel(), style());
  const { texts } = await sceneOf(spec);
  expect(texts("title-text")).toEqual(["A fixture"]);
  expect(texts("title-subtitle")[0]).toContain("DPO, β = 0.1");
});
