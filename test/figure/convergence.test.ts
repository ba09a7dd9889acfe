import { describe, expect, it } from "vitest";
import { convergence } from "../../src/figure/kinds/convergence/convergence.js";
import type { Row } from "../../src/figure/kit/spec.js";
import { hue, ink } from "../../src/figure/kit/theme.js";
import { isTime, METRICS, metricOf, TIMES, timeOf } from "../../src/measure/registry.js";
import { compare } from "../../src/simulate/compare.js";
import type { PanelResult, Result } from "../../src/simulate/run.js";
import { awkward, panel, style } from "./fixture.js";
import { numberIn, sceneOf } from "./scene.js";
import { schemaErrors } from "./schema.js";

const result = (panelResult: PanelResult): Result => ({
  scenario: panelResult.settings as Result["scenario"],
  panels: [panelResult],
});

const draw = (results: Result[], preset: "acl" | "screen" = "screen") =>
  convergence(
    { comparison: compare(results), scenarios: results.map(({ scenario }) => scenario) },
    style(preset),
  );

const rows = (spec: ReturnType<typeof draw>) => (spec.datasets as Record<string, Row[]>).rows;

/** The rows of some fixtures from top to bottom. On the arc of radius R extinction comes at 5R², 2 later down a wall. */
const expectedRows = (results: Result[]) =>
  results
    .flatMap(({ panels }) => panels[0].runs)
    .map(({ start, x0: [x1, x2], x, status }) => {
      const square = x1 ** 2 + x2 ** 2;
      return { start, x1, end: x[0], time: 5 * square + (square > 1 ? 2 : 0), failed: status !== "extinct" };
    })
    .sort((a, b) => Number(a.failed) - Number(b.failed) || a.time - b.time);

describe("convergence", () => {
  it.each(["acl", "screen"] as const)(
    "shows a row for each start, the fastest on top, in %s",
    async (preset) => {
      for (const results of [[result(panel())], [result(awkward())], [result(panel()), result(awkward())]]) {
        const spec = draw(results, preset);
        expect(schemaErrors(spec)).toEqual([]);
        const scene = await sceneOf(spec);
        const [times, states] = scene.plots;
        const expected = expectedRows(results);
        const labels = times.read("labels");
        const heights = labels.map(({ y }) => y);
        expect(heights).toEqual([...heights].sort((a, b) => a - b));
        expect(new Set(heights).size).toBe(expected.length);
        for (const layer of ["times", "values"]) expect(times.read(layer).map(({ y }) => y)).toEqual(heights);
        for (const layer of ["starts", "ends", "finals"])
          expect(states.read(layer).map(({ y }) => y)).toEqual(heights);
        for (const [i, { start, x1, end, time, failed }] of expected.entries()) {
          const words = String(labels[i].text).replace(/^fixture · /, "");
          expect(start.startsWith(words.replace(/…$/, "")), `${words}, ${start}`).toBe(true);
          const mark = times.read("times")[i];
          if (!failed) expect(mark.at[0] / time).toBeCloseTo(1, 3);
          expect(mark.fill).toBe(failed ? ink.paper : hue(0));
          expect(states.read("starts")[i].at[0]).toBeCloseTo(x1, 3);
          expect(states.read("ends")[i].at[0]).toBeCloseTo(end, 3);
          expect(numberIn(String(states.read("finals")[i].text))).toBeCloseTo(end, 3);
          const value = String(times.read("values")[i].text).replace(/ .*/, "");
          if (failed) expect(value).toBe("step-limit");
          else expect(numberIn(value) / time).toBeCloseTo(1, 2);
        }
        // The marks on the way, of which the legend names each.
        const beside = preset === "screen" ? times.read("besides") : [];
        const shares = new Map([
          ["x₂ halved", 1 / 2],
          ["half the gain of x₁", 1 / 3],
        ]);
        expect(beside).toHaveLength(
          preset === "screen" ? 2 * expected.filter(({ failed }) => !failed).length : 0,
        );
        for (const { y, at, datum, shape } of beside) {
          const { time } = expected[heights.indexOf(y)];
          expect(at[0] / time).toBeCloseTo(shares.get(String(datum.event)) ?? Number.NaN, 3);
          expect(scene.entries.find(({ text }) => text === datum.event)?.shape).toBe(shape);
        }
        const named = preset === "screen" ? ["extinction time", ...shares.keys()].sort() : [];
        expect(scene.entries.map(({ text }) => text).sort()).toEqual(named);
        // A line from the hollow circle to the square, in each row.
        for (const [i, change] of states.read("changes").entries()) {
          expect(change.x).toBeCloseTo(states.read("starts")[i].x, 6);
          expect(change.x2).toBeCloseTo(states.read("ends")[i].x, 6);
        }
      }
    },
  );

  it("puts the fastest first and says where each ends", () => {
    const data = rows(draw([result(panel())]));
    expect(data.map(({ start }) => start).slice(0, 2)).toEqual(["weak", "dispreferred-rare"]);
    expect(data[0]).toMatchObject({ text: "0.1  (×1)", to: 0.141421, final: "0.1414" });
    expect(data[5].text).toBe("10.1  (×101)");
  });

  it("tells a start that does not get there from one that failed", () => {
    const slow = panel({ slow: [0.3, 0.3], failed: [0.2, 0.3], resting: [0.4, 0.3] });
    slow.runs[0].status = "horizon";
    slow.runs[1].status = "step-limit";
    slow.runs[2].status = "stationary";
    for (const run of slow.runs) run.metrics = { ...run.metrics, extinctionTime: null };
    expect(rows(draw([result(slow)])).map(({ text, reached }) => [text, reached])).toEqual([
      ["> 0.9", "later"],
      ["step-limit", "failed"],
      ["never", "later"],
    ]);
  });

  it.each(METRICS)("says that it is sorted by %s, and marks other times on the way", (by) => {
    const results = [result(panel())];
    const comparison = compare(results, by);
    const spec = convergence({ comparison, scenarios: [] }, style("screen"));
    const { figure } = metricOf(by).labels;
    const first = isTime(by) ? "fastest" : metricOf(by).better === "more" ? "largest" : "smallest";
    expect([spec.title.subtitle].flat().join(" ")).toContain(`sorted by ${figure}`);
    expect(spec.description).toContain(`Starts compared by ${figure}, ${first} first`);
    const marked = TIMES.filter((time) => time !== timeOf(by) && metricOf(time).beside);
    const labels = (spec.datasets as Record<string, Row[]>).besides.map(({ event }) => event);
    expect(new Set(labels)).toEqual(new Set(marked.map((time) => metricOf(time).beside?.label)));
  });

  it("names the scenario of a start where several are compared", () => {
    const other = panel({ weak: [0.2, 0.2] }, { name: "other", loss: { name: "dpo", beta: 0.5 } });
    const spec = draw([result(panel({ weak: [0.1, 0.1] })), result(other)]);
    expect(rows(spec).map(({ label }) => label)).toEqual(["fixture · weak", "other · weak"]);
    expect(spec.title.subtitle).toEqual([
      "sorted by extinction time · DPO · ratio geometry · box · π_ref = (1, 1)",
    ]);
  });
});
