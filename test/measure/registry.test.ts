import { describe, expect, it } from "vitest";
import { METRIC_GROUPS } from "../../src/measure/groups.js";
import { forMetrics, isTime, METRICS, metricOf, SWEPT, timeOf } from "../../src/measure/registry.js";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { endingOf } from "../../src/run/statuses/registry.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import { DEFAULTS } from "../../src/scenario/defaults.js";
import { expand } from "../../src/scenario/expand.js";
import { compare } from "../../src/simulate/compare.js";
import { previewStart } from "../../src/simulate/preview.js";
import { simulate } from "../../src/simulate/simulate.js";
import { arcRun, panel } from "../figure/fixture.js";

const results = builtinScenarios().map((name) => simulate(loadScenario(name, { catalogue })));
const runs = results.flatMap(({ panels }) => panels.flatMap((each) => each.runs));

describe.each(METRICS)("the metric %s", (name) => {
  const metric = metricOf(name);

  it("says what it is in the style of the README and fits the tables", () => {
    expect(metric.definition).toMatch(/^[^A-Z\s].{4,118}[^.\s]$/);
    expect(metric.labels.table).toMatch(/^[\x20-\x7e]{3,16}$/);
    expect(metric.labels.figure.length).toBeLessThan(40);
    if (metric.labels.page) expect(metric.labels.page.length).toBeLessThan(18);
    for (const other of METRICS) {
      if (other === name) continue;
      expect(metricOf(other).definition).not.toBe(metric.definition);
      expect(metricOf(other).labels.table).not.toBe(metric.labels.table);
      expect(metricOf(other).labels.figure).not.toBe(metric.labels.figure);
    }
  });

  it("goes with a time", () => {
    expect(isTime(timeOf(name))).toBe(true);
    if (isTime(name)) expect([timeOf(name), metric.better]).toEqual([name, "less"]);
  });

  it("depends on the end just where its way of being computed lets it", () => {
    const { kind } = metric.computed;
    if (kind === "event" || kind === "level" || kind === "crossing") expect(metric.ofTheEnd).toBe(false);
    if (kind === "journey") expect(metric.ofTheEnd).toBe(true);
  });

  it("has the target that its level depends on", () => {
    const { computed, target } = metric;
    if (computed.kind !== "level") return;
    expect(computed.weights.some((weight) => weight !== 0)).toBe(true);
    const level = (margin: number) => computed.level({ ...DEFAULTS.targets, margin });
    expect(level(1) !== level(2)).toBe(target?.name === "margin");
  });

  it("is a number or nothing in every run of the built-in scenarios, and a number in some", () => {
    const values = runs.map(({ metrics }) => metrics[name]);
    expect(values.filter((value) => value !== null && !Number.isFinite(value))).toEqual([]);
    expect(values.some((value) => value !== null)).toBe(true);
    for (const { t, status, metrics } of runs) {
      const value = metrics[name];
      if (value === null) continue;
      expect(metric.ofTheEnd && endingOf(status).outcome === "failed").toBe(false);
      if (metric.unit === "time") expect(value >= 0 && value <= t).toBe(true);
      // It adds up stretches of time between states that are known to the tolerance of the run.
      if (metric.unit === "share of time") expect(value >= 0 && value <= 1 + 1e-9).toBe(true);
    }
  });

  it("puts the best of some runs first", () => {
    const { runs: all, ...rest } = panel();
    const values = [3, null, 1, 2];
    const given = values.map((value, i) =>
      arcRun(`${i}`, [0.1, 0.1], { metrics: { ...all[0].metrics, [name]: value } }),
    );
    const [result] = results;
    const { rows } = compare([{ ...result, panels: [{ ...rest, runs: given }] }], name);
    const best = metric.better === "less" ? [1, 2, 3, null] : [3, 2, 1, null];
    expect(rows.map(({ metrics }) => metrics[name])).toEqual(best);
    const group = METRIC_GROUPS.find(({ names }) => names.includes(name));
    expect(group?.first).toBe(metric.better === "less" ? "smallest" : "largest");
  });
});

describe("metrics", () => {
  it("are listed once each in the groups of help texts", () => {
    const listed = METRIC_GROUPS.flatMap(({ names }) => names);
    expect(listed.toSorted()).toEqual(METRICS.toSorted());
  });

  it("have a column each in sweeps, and keep those of the files written before", () => {
    const columns = SWEPT.map((name) => metricOf(name).sweep?.column);
    expect(columns).toEqual(SWEPT.map((_, i) => i + 1));
    const before = [
      "extinctionTime",
      "finalPreferred",
      "dispreferredHalfLife",
      "timeToMargin",
      "preferredGain",
    ];
    expect(SWEPT.slice(0, before.length)).toEqual(before);
  });

  it("are in a preview what they are in a run, where they need no search", () => {
    for (const result of results) {
      for (const { settings, runs: full } of result.panels) {
        for (const run of full) {
          const quick = previewStart(settings, run.start);
          const searched = (name: (typeof METRICS)[number]) =>
            !["event", "ends"].includes(metricOf(name).computed.kind);
          expect(quick.metrics).toEqual(forMetrics((name) => (searched(name) ? null : run.metrics[name])));
        }
      }
    }
    expect(expand(results[0].scenario).length).toBe(results[0].panels.length);
  });
});
