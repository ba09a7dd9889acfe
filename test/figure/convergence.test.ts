import { describe, expect, it } from "vitest";
import { convergence } from "../../src/figure/kinds/convergence/convergence.js";
import type { Row } from "../../src/figure/kit/spec.js";
import { isTime, METRICS, metricOf, TIMES, timeOf } from "../../src/measure/registry.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { compare } from "../../src/simulate/compare.js";
import type { PanelResult, Result } from "../../src/simulate/run.js";
import { awkward, panel, style } from "./fixture.js";
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

describe("convergence", () => {
  it.each(["acl", "screen"] as const)("is valid and renders in %s", async (preset) => {
    for (const results of [[result(panel())], [result(awkward())], [result(panel()), result(awkward())]]) {
      const spec = draw(results, preset);
      expect(schemaErrors(spec)).toEqual([]);
      await renderSvg(spec);
    }
  });

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
