import { describe, expect, it } from "vitest";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import type { Row } from "../../src/figure/kit/spec.js";
import { hue } from "../../src/figure/kit/theme.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import type { PanelResult } from "../../src/simulate/run.js";
import { awkward, panel, style } from "./fixture.js";
import { type Scene, sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const samples = (spec: ReturnType<typeof timeSeries>) => (spec.datasets as Record<string, Row[]>).samples;

const CHARTS = [
  { field: "x1", title: "π_θ(y_w | x)" },
  { field: "x2", title: "π_θ(y_l | x)" },
  { field: "loss", title: "loss L" },
] as const;

/** Three charts above one axis of time; in each, every run in its colour from a circle at its start to a square. */
function expectRuns({ plots, entries }: Scene, { runs }: PanelResult): void {
  expect(plots.map(({ axes }) => axes.y.title)).toEqual(CHARTS.map(({ title }) => title));
  expect(plots.map(({ axes }) => axes.x.title)).toEqual(["", "", "gradient-flow time t"]);
  expect(entries.map(({ text, stroke }) => [text, stroke])).toEqual(
    runs.map(({ start }, i) => [start, hue(i)]),
  );
  for (const [k, { field }] of CHARTS.entries()) {
    const plot = plots[k];
    const lines = plot.lines(`${field}-lines`);
    const ends = plot.read(`${field}-ends`);
    expect(lines).toHaveLength(runs.length);
    // What is beyond an axis is at its edge.
    const place = (t: number, value: number) => {
      const [x, y] = plot.placeOf(t, value);
      return { x: Math.min(plot.width, Math.max(0, x)), y: Math.min(plot.height, Math.max(0, y)) };
    };
    for (const [i, run] of runs.entries()) {
      const line = lines.find(([{ datum }]) => datum.start === run.start) ?? [];
      const [first, last] = [run.curve[0], run.curve[run.curve.length - 1]];
      const [from, to] = [place(first.t, first[field]), place(last.t, last[field])];
      const marks = ends.filter(({ datum }) => datum.start === run.start);
      expect(marks.map(({ shape }) => shape)).toEqual(["square", "circle"]);
      for (const [drawn, wanted] of [
        [line[0], from],
        [line[line.length - 1], to],
        [marks[1], from],
        [marks[0], to],
      ] as const)
        expect(Math.hypot(drawn.x - wanted.x, drawn.y - wanted.y), `${field}, ${run.start}`).toBeLessThan(
          0.1,
        );
      expect([line[0].stroke, marks[0].fill, marks[1].fill]).toEqual([hue(i), hue(i), hue(i)]);
      // In between, where the samples of the run are, to what is left out of a line that is nearly straight.
      for (const { t, [field]: value } of run.curve.filter((_, j) => j % 20 === 10)) {
        const wanted = place(t, value);
        const after = line.findIndex(({ x }, j) => j > 0 && x >= wanted.x - 1e-6);
        if (after < 1) continue;
        const [p, q] = [line[after - 1], line[after]];
        const share = q.x > p.x ? (wanted.x - p.x) / (q.x - p.x) : 0;
        if (q.x - p.x > 0.5) expect(p.y + share * (q.y - p.y)).toBeCloseTo(wanted.y, -0.3);
      }
    }
  }
}

describe("time series", () => {
  it.each([
    ["linear", {}],
    ["logarithmic time", { logTime: true }],
    ["logarithmic state", { logState: true }],
    ["logarithmic", { logTime: true, logState: true }],
  ])("shows each run from its start to its end on %s axes", async (_, options) => {
    for (const result of [panel(), awkward()]) {
      for (const preset of ["acl", "slide"] as const) {
        const spec = timeSeries(result, style(preset), options);
        expect(schemaErrors(spec)).toEqual([]);
        await renderSvg(spec);
        expectRuns(await sceneOf(spec), result);
      }
    }
  });

  it.each([false, true])(
    "spaces marks by the logarithm of time and state exactly where asked to: %s",
    async (log) => {
      const scene = await sceneOf(timeSeries(panel(), style(), { logTime: log, logState: log }));
      const bend = log ? Math.log : (value: number) => value;
      for (const [along, field] of [
        ["x", "t"],
        ["y", "x1"],
      ] as const) {
        const marks = scene
          .marks("x1-ends")
          .toSorted((a, b) => Number(a.datum[field]) - Number(b.datum[field]));
        const [first, last] = [marks[0], marks[marks.length - 1]];
        const from = bend(Number(first.datum[field]));
        const perUnit = (last[along] - first[along]) / (bend(Number(last.datum[field])) - from);
        for (const mark of marks) {
          const distance = perUnit * (bend(Number(mark.datum[field])) - from);
          expect(mark[along] - first[along]).toBeCloseTo(distance, 1);
        }
      }
    },
  );

  it("draws x2 = 0 at the edge of a logarithmic axis", () => {
    const spec = timeSeries(panel({ weak: [0.1, 0.1] }), style(), { logTime: true, logState: true });
    const last = samples(spec)[samples(spec).length - 1];
    expect(last.x2).toBe(0.0001);
    expect(samples(spec).every(({ t, x1, x2 }) => Number(t) > 0 && Number(x1) > 0 && Number(x2) > 0)).toBe(
      true,
    );
  });

  it("keeps the samples in the order of time", () => {
    const rows = samples(timeSeries(panel(), style())).filter(({ start }) => start === "left");
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(({ t }) => t)).toEqual(rows.map(({ t }) => Number(t)).sort((a, b) => a - b));
  });

  it("keeps its options in the figure", () => {
    const spec = timeSeries(panel(), style(), { logTime: true });
    expect(spec.usermeta["dpo-flow"]).toMatchObject({ options: { logTime: true, logState: false } });
  });
});
