import { describe, expect, it } from "vitest";
import { figure } from "../../src/figure/figure.js";
import { catalogue } from "../../src/model/catalogue.js";
import { render } from "../../src/render/pictures/render.js";
import { summarise } from "../../src/render/tables/runSummary.js";
import { trajectoriesCsv } from "../../src/render/tables/trajectories.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/simulate/simulate.js";

// With α = 1 the loss pulls r1 upwards at a speed that tends to 1, for ever.
const scenario = (plane: string) =>
  parseScenario(
    `
loss: { name: cpo }
geometry: { name: kernel, matrix: [1, 0.2, 2] }
domain: quadrant
horizon: 2000
starts: { a: [0.2, 0.1] }
figure: { plane: ${plane} }
`,
    { name: "beyond", catalogue },
  );

describe("a ratio beyond the range of doubles", () => {
  const result = simulate(scenario("ratio"));
  const [run] = result.panels[0].runs;

  it("does not end the run, whose log-ratios go on", () => {
    expect(run.status).toBe("horizon");
    expect(run.t).toBe(2000);
    expect(run.x[0]).toBe(Infinity);
    expect(run.r[0]).toBeGreaterThan(1990);
    expect(run.r[0]).toBeLessThan(2000);
  });

  it("leaves metrics right or unknown", () => {
    const { finalPreferred, preferredGain, timeToHalfGain, timeToMargin } = run.metrics;
    expect([finalPreferred, preferredGain]).toEqual([null, null]);
    expect(timeToMargin).toBeLessThan(1);
    // At a speed of 1 to 1 in 10⁹.
    expect(timeToHalfGain).toBeCloseTo(2000 - Math.LN2, 6);
  });

  it("is null in summaries and empty in tables, beside its logarithm", () => {
    const brief = summarise(result, "0").panels[0].runs[0];
    expect(brief.x).toEqual([null, run.x[1]]);
    expect(brief.r).toEqual(run.r);
    const [head, ...rows] = trajectoriesCsv(result).trim().split("\n");
    const last = Object.fromEntries(
      rows[rows.length - 1].split(",").map((cell, i) => [head.split(",")[i], cell]),
    );
    expect(last.x1).toBe("");
    expect([Number(last.r1), Number(last.r2)]).toEqual(run.r);
  });

  it.each(["ratio", "probability", "log-ratio"])("is left out of figures of the plane %s", async (plane) => {
    const all = simulate(scenario(plane));
    for (const spec of [await figure("phase-plane", all), await figure("time-series", all.panels[0])]) {
      const svg = await render(spec, "svg");
      expect(svg).toMatch(/<path [^>]*d="M/);
      expect(svg).not.toMatch(/\b(d|x|y|width|height|transform)="[^"]*(NaN|Infinity)/);
    }
  });
});
