import { describe, expect, it } from "vitest";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import type { Row } from "../../src/figure/kit/spec.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { awkward, panel, style } from "./fixture.js";
import { sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const samples = (spec: ReturnType<typeof timeSeries>) => (spec.datasets as Record<string, Row[]>).samples;

describe("time series", () => {
  it.each([
    ["linear", {}],
    ["logarithmic time", { logTime: true }],
    ["logarithmic state", { logState: true }],
    ["logarithmic", { logTime: true, logState: true }],
  ])("is valid and renders with %s axes", async (_, options) => {
    for (const result of [panel(), awkward()]) {
      for (const preset of ["acl", "slide"] as const) {
        const spec = timeSeries(result, style(preset), options);
        expect(schemaErrors(spec)).toEqual([]);
        await renderSvg(spec);
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
