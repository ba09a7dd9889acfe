import { describe, expect, it } from "vitest";
import { trainingLogFigure } from "../../src/figure/kinds/trainingLog/trainingLog.js";
import { trainingLogTime } from "../../src/figure/kinds/trainingLog/trainingLogTime.js";
import type { FigureSpec, Row } from "../../src/figure/kit/spec.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { renderPdf } from "../../src/node/pictures/pdf.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { logOf, onLine, starchat, zephyr } from "../trainingLogs.js";
import { style } from "./fixture.js";
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

describe("figures of training logs", () => {
  it.each(["acl", "neurips", "icml", "slide", "screen"] as const)(
    "are valid and render as %s",
    async (preset) => {
      for (const spec of [...figures([zephyr()], preset), ...figures([starchat(), zephyr()], preset)]) {
        expect(schemaErrors(spec)).toEqual([]);
        await renderSvg(spec);
      }
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
  ])("render where %s", async (_, log) => {
    for (const spec of figures([log])) {
      expect(schemaErrors(spec)).toEqual([]);
      await renderSvg(spec);
    }
  });

  it("can be written as PDF", async () => {
    for (const spec of figures([zephyr()])) expect((await renderPdf(spec)).length).toBeGreaterThan(1000);
  });

  it("show every row of a log, its fit, and its flow, with equal units on both axes", () => {
    const [plane] = figures([zephyr()]);
    const rows = layer(plane, "rows");
    expect(rows).toHaveLength(58);
    expect(rows[57]).toMatchObject({ r1: -45.169, r2: -83.079 });
    const ends = layer(plane, "fitted-lines").filter(({ series }) => String(series).includes("s = 0.486"));
    for (const { r1, r2 } of ends) expect(Number(r1) / Number(r2)).toBeCloseTo(0.4857986, 5);
    const flow = layer(plane, "simulated-flow");
    expect(flow[0]).toMatchObject({ r1: 0, r2: 0 });
    for (const { r1, r2 } of flow.slice(1)) expect(Number(r1) / Number(r2)).toBeCloseTo(0.4857986, 5);
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
