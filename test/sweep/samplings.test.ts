import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addSweep } from "../../src/cli/commands/sweep.js";
import { sweepTable } from "../../src/cli/sweepTable.js";
import { UsageError } from "../../src/errors.js";
import { heatmap } from "../../src/figure/kinds/heatmap/heatmap.js";
import { sweep } from "../../src/node/sweepThreads.js";
import { sweepCsv } from "../../src/render/tables/sweep.js";
import { planSweep } from "../../src/sweep/planSweep.js";
import { reviewSweep } from "../../src/sweep/review.js";
import { parseSampling, samplingOf, samplings } from "../../src/sweep/samplings/registry.js";
import { layoutOf, startsOf } from "../../src/sweep/starts.js";
import { summariseSweep } from "../../src/sweep/summary.js";
import { style } from "../figure/fixture.js";
import { settings } from "../settings.js";

const panel = { name: "base", settings: settings({}) };

/** The smallest number that the first option of any sampling takes: starts, or columns and rows. */
const chosen = samplings.map((sampling) => ({
  sampling,
  starts: parseSampling({ [sampling.options[0].name]: "5" }),
}));

describe("every sampling", () => {
  it("has a kind and options of its own", () => {
    for (const names of [
      samplings.map(({ kind }) => kind),
      samplings.flatMap(({ options }) => options.map(({ name }) => name)),
    ]) {
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z]+$/);
    }
    for (const { options } of samplings) {
      expect(options[0].alone).toBeUndefined();
      for (const { help, alone } of options.slice(1)) {
        expect(help).not.toBe("");
        expect(alone).toMatch(new RegExp(`--${options[0].name}\\b`));
      }
    }
  });

  it("is chosen on the command line, whose help has its options", () => {
    const program = new Command();
    addSweep(program);
    const help = program.commands[0].helpInformation();
    for (const { sampling, starts } of chosen) {
      expect(starts.kind).toBe(sampling.kind);
      for (const { name, value } of sampling.options) expect(help).toContain(`--${name} <${value}>`);
      for (const text of ["", "x", "-1", "0"]) {
        expect(() => parseSampling({ [sampling.options[0].name]: text })).toThrow(
          `--${sampling.options[0].name}: expected`,
        );
      }
    }
    expect(parseSampling({}).kind).toBe(samplings[0].kind);
    const both = Object.fromEntries(samplings.map(({ options }) => [options[0].name, "5"]));
    expect(() => parseSampling(both)).toThrow("choose one");
    for (const { options } of samplings.slice(1)) {
      for (const { name, alone } of options.slice(1)) {
        expect(() => parseSampling({ [name]: "1" })).toThrow(`--${name}: ${alone}`);
      }
    }
  });

  it.each(chosen)("$sampling.kind lays out starts inside the box, none twice", ({ starts }) => {
    const layout = samplingOf(starts.kind).layout(starts);
    const { rows, columns, shape, cells, place } = layout;
    expect(shape).toEqual(columns === 1 && !cells ? [rows] : [rows, columns]);
    const out = new Float64Array(2);
    const places = Array.from({ length: rows * columns }, (_, k) => {
      place(Math.floor(k / columns), k % columns, out);
      for (const share of out) expect(share > 0 && share < 1).toBe(true);
      if (cells) {
        expect(out[0]).toBeCloseTo(((k % columns) + 0.5) / columns, 14);
        expect(out[1]).toBeCloseTo((Math.floor(k / columns) + 0.5) / rows, 14);
      }
      return out.join();
    });
    expect(new Set(places).size).toBe(rows * columns);
  });

  it.each(chosen)("$sampling.kind is swept, tabulated, drawn and summarised", async ({ starts }) => {
    const plan = planSweep(panel, { starts });
    const { shape, words } = layoutOf(plan.starts);
    const start = startsOf(plan);
    const result = await sweep(plan);
    const lines = [...sweepCsv(result)].join("").trimEnd().split("\n").slice(1);
    const cells = shape.reduce((product, n) => product * n, 1);
    expect(lines).toHaveLength(cells);
    const x = new Float64Array(2);
    start(cells - 1, 0, x);
    if (shape.length === 1) expect(lines[cells - 1].split(",").slice(0, 2).map(Number)).toEqual([...x]);
    const spec = heatmap({ sweep: result, metric: "extinctionTime" }, style());
    expect(String(spec.title.subtitle)).toContain(words.caption);
    const summary = summariseSweep(result, reviewSweep(result), "1");
    const { plane, box } = plan.starts;
    expect(summary.starts).toEqual({ plane, box, ...samplingOf(starts.kind).described(starts) });
    expect(summary).toMatchObject({ shape, cells });
    expect(sweepTable(plan, summary)).toContain(words.table);
  });
});

describe("planSweep", () => {
  it("has defaults", () => {
    const plan = planSweep(panel);
    expect(plan).toMatchObject({ scenario: panel.settings.name, panel: "base", method: "exact" });
    expect(plan.starts).toMatchObject({ kind: "grid", nx: 256, ny: 256, plane: "ratio" });
    expect(plan.starts).toMatchObject(parseSampling({}));
    expect(Object.keys(plan.settings)).not.toContain("starts");
  });

  it("has the status come along, and metrics in order", () => {
    const { metrics } = planSweep(panel, { metrics: ["finalPreferred", "extinctionTime"] });
    expect(metrics).toEqual(["extinctionTime", "finalPreferred", "status"]);
  });

  it("refuses what cannot be", () => {
    for (const nx of [0, 1.5, Number.NaN, 2 ** 27]) {
      expect(() => planSweep(panel, { starts: { kind: "grid", nx, ny: 4 } })).toThrow(UsageError);
    }
    const odd = { name: "base", settings: settings({ geometry: { name: "softmax", others: 1 } }) };
    expect(() => planSweep(odd, { method: "exact" })).toThrow("nothing exact is known for dpo in softmax");
    expect(() => samplingOf("no sampling")).toThrow('called "no sampling"');
  });
});
