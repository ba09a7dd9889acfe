import { describe, expect, it } from "vitest";
import { trainingLogFigure } from "../../src/figure/kinds/trainingLog/trainingLog.js";
import { trainingLogTime } from "../../src/figure/kinds/trainingLog/trainingLogTime.js";
import type { FigureSpec, Row } from "../../src/figure/kit/spec.js";
import type { TrainingLog } from "../../src/log/log.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { renderPdf } from "../../src/node/pictures/pdf.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { logOf, onLine, starchat, zephyr } from "../trainingLogs.js";
import { style } from "./fixture.js";
import { type Plot, type Read, sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

type Preset = Parameters<typeof style>[0];

function figures(logs: ReturnType<typeof zephyr>[], preset: Preset = "screen"): FigureSpec[] {
  const analyses = logs.map(analyseTrainingLog);
  return [trainingLogFigure(analyses, style(preset)), trainingLogTime(analyses, style(preset))];
}

const layer = (spec: FigureSpec, name: string) => {
  const found = (spec.layer as { name: string; data: { values: Row[] } }[]).find(
    (each) => each.name === name,
  );
  return found?.data.values ?? [];
};

/**
 * What both figures of some logs show: each row where its numbers say, the fitted line through (0, 0), the simulated
 * flow from there on, arrows along the line, round clock readings on both, and a legend of what is drawn.
 */
async function expectLogs(logs: TrainingLog[], preset: Preset = "screen"): Promise<void> {
  const specs = figures(logs, preset);
  for (const spec of specs) {
    expect(schemaErrors(spec)).toEqual([]);
    await renderSvg(spec);
  }
  const [plane, time] = await Promise.all(specs.map(sceneOf));
  const analyses = logs.map(analyseTrainingLog);
  const [{ line, flow, log }] = analyses;
  const single = logs.length === 1;
  // Of a long log every so many rows are shown.
  const rows = logs.flatMap(({ rows }) =>
    rows.length <= 400
      ? rows
      : Array.from({ length: 400 }, (_, i) => rows[Math.round((i * (rows.length - 1)) / 399)]),
  );
  const expectAt = (drawn: readonly Read[], places: readonly (readonly [number, number])[], plot: Plot) => {
    expect(drawn).toHaveLength(places.length);
    const off = drawn.map(({ x, y }, i) => {
      const [p, q] = plot.placeOf(...places[i]);
      return Math.hypot(x - p, y - q);
    });
    expect(Math.max(0, ...off)).toBeLessThan(0.1);
  };
  const [plot] = plane.plots;
  expectAt(
    plot.read("rows"),
    rows.map(({ r1, r2 }) => [r1, r2]),
    plot,
  );
  expect(plot.axes.x.title).toContain("r₁ = log x₁");
  expect(plot.axes.y.title).toContain("r₂ = log x₂");
  const flows = analyses.flatMap(({ flow }) => flow ?? []);
  const simulated = plot.lines("simulated-flow");
  expect(simulated).toHaveLength(flows.length);
  for (const [i, { curve }] of flows.entries()) {
    const [first, last] = [simulated[i][0], simulated[i][simulated[i].length - 1]];
    const end = curve[curve.length - 1];
    expectAt(
      [first, last],
      [
        [0, 0],
        [end.r1, end.r2],
      ],
      plot,
    );
  }
  if (single && line) {
    const [fit] = plot.lines("fitted-lines");
    // The line runs from the lower edge of the picture to the upper one.
    expectAt(
      fit,
      fit.map(({ at: [, r2] }) => [line.slope * r2, r2]),
      plot,
    );
    expect(fit[0].y - fit[fit.length - 1].y).toBeCloseTo(plot.height, 1);
  }
  if (single && line && flow) {
    const down = Math.sign(log.rows[log.rows.length - 1].r2);
    for (const { angle = 0 } of plot.read("flow")) {
      const wanted = (-Math.atan2(down, line.slope * down) * 180) / Math.PI;
      expect(Math.cos(((angle - wanted) * Math.PI) / 180)).toBeGreaterThan(0.999);
    }
  }
  const names = single
    ? ["logged, evaluation values", "simulated DPO flow"]
    : logs.flatMap(({ name }) => [name, `${name}: simulated`]);
  const legend = plane.entries.map(({ text }) => text);
  expect(legend.filter((text) => !/line through|free intercept/.test(text))).toEqual(
    names.filter((text) => flows.length > 0 || !text.includes("simulated")),
  );
  expect(legend.filter((text) => text.startsWith("line through"))).toHaveLength(single && line ? 1 : 0);

  expect(time.plots.map(({ axes }) => axes.y.title)).toEqual([
    "preferred r₁ (nats)",
    "dispreferred r₂ (nats)",
  ]);
  for (const [i, field] of (["r1", "r2"] as const).entries()) {
    const chart = time.plots[i];
    expectAt(
      chart.read(`${field}-rows`),
      rows.map((row) => [row.step, row[field]]),
      chart,
    );
    const curves = chart.lines(`${field}-simulated`).filter(({ length }) => length > 0);
    expect(curves).toHaveLength(flows.length);
    for (const [k, { curve, time: pace }] of flows.entries()) {
      const end = curve[curve.length - 1];
      const step = logs[k].origin + end.t / pace.timePerStep;
      expectAt(
        [curves[k][0], curves[k][curves[k].length - 1]],
        [
          [logs[k].origin, 0],
          [step, end[field]],
        ],
        chart,
      );
    }
  }
}

describe("figures of training logs", () => {
  it.each(["acl", "neurips", "icml", "slide", "screen"] as const)(
    "show the rows of each log and its simulated flow as %s",
    async (preset) => {
      for (const logs of [[zephyr()], [starchat(), zephyr()]]) await expectLogs(logs, preset);
    },
  );

  it.each([
    ["the margin shrinks", logOf(onLine(0.5, [1, 2, 3]))],
    ["the preferred response rises", logOf(onLine(-0.5, [-1, -2, -3]))],
    ["both rise", logOf(onLine(3, [1, 2, 3]))],
    ["only the preferred one moves", logOf([1, 2, 3].map((step) => ({ step, r1: step, r2: 0 })))],
    ["it hardly moves", logOf(onLine(0.5, [-1e-9, -2e-9, -3e-9]))],
    ["it ends beyond what probability ratios can say", logOf(onLine(0.4, [-900, -3000, -7000]))],
    [
      "it has very many rows",
      logOf(
        onLine(
          0.5,
          Array.from({ length: 3000 }, (_, i) => -1 - Math.log1p(i)),
        ),
      ),
    ],
    [
      "its name is awkward",
      { ...zephyr(), name: "datum['x'] + \"<b>\" & a name that goes on for ever ".repeat(3) },
    ],
    ["it has epochs", logOf(onLine(0.5, [-1, -2, -3]), { clock: "epoch" })],
  ])("show the rows of a log and its simulated flow where %s", async (_, log) => {
    await expectLogs([log]);
  });

  it("can be written as PDF", async () => {
    for (const spec of figures([zephyr()])) expect((await renderPdf(spec)).length).toBeGreaterThan(1000);
  });

  it("show every row of a log, its fit, and its flow, with equal units on both axes", () => {
    const [plane] = figures([zephyr()]);
    const rows = layer(plane, "rows");
    expect(rows).toHaveLength(58);
    expect(rows[57]).toMatchObject({ r1: -45.169, r2: -83.079 });
    const ends = layer(plane, "fitted-lines").filter(({ series }) => String(series).includes("s = 0.485"));
    for (const { r1, r2 } of ends) expect(Number(r1) / Number(r2)).toBeCloseTo(0.485069, 5);
    const flow = layer(plane, "simulated-flow");
    expect(flow[0]).toMatchObject({ r1: 0, r2: 0 });
    for (const { r1, r2 } of flow.slice(1)) expect(Number(r1) / Number(r2)).toBeCloseTo(0.485069, 5);
    const axis = (channel: "x" | "y") =>
      (plane.layer as { encoding: Record<string, { scale: { domain: [number, number] } }> }[])[0].encoding[
        channel
      ].scale.domain;
    const units = (domain: [number, number]) => domain[1] - domain[0];
    const scale = Number(plane.width) / units(axis("x"));
    expect(Number(plane.height) / units(axis("y"))).toBeCloseTo(scale, 1);
  });

  it("draw arrows along the fitted line", () => {
    const [plane] = figures([starchat()]);
    const angles = new Set(layer(plane, "flow").map(({ angle }) => Math.round(Number(angle))));
    // Down and to the left, 1 : 1/s, clockwise from the right.
    expect([...angles]).toEqual([Math.round(180 - (Math.atan2(1, 0.3523743672) * 180) / Math.PI)]);
  });

  it("compare the pace at the same steps", () => {
    const [plane, time] = figures([zephyr()]);
    expect(layer(plane, "pace").map(({ step }) => step)).toEqual([2000, 4000, 5800, 2000, 4000, 5800]);
    const { logged, simulated } = time.datasets as Record<string, Row[]>;
    expect(logged).toHaveLength(58);
    expect(simulated[0]).toMatchObject({ step: 0, r1: 0, r2: 0 });
    expect(simulated.at(-1)).toMatchObject({ step: 5800 });
  });

  it("say how many rows of a long log are shown", () => {
    const [plane] = figures([
      logOf(
        onLine(
          0.5,
          Array.from({ length: 3000 }, (_, i) => -1 - Math.log1p(i)),
        ),
      ),
    ]);
    expect(layer(plane, "rows")).toHaveLength(400);
    expect(String(plane.title.subtitle)).toContain("400 of 3000 rows are shown");
  });

  it("are the same on every run", () => {
    expect(JSON.stringify(figures([zephyr(), starchat()]))).toBe(
      JSON.stringify(figures([zephyr(), starchat()])),
    );
  });
});
