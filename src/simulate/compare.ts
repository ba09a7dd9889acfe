import {
  METRICS,
  type MetricName,
  type Metrics,
  metricOf,
  type TimeMetric,
  timeOf,
} from "../measure/registry.js";
import { checkList, checkShape } from "../scenario/checks.js";
import { oneOf } from "../scenario/oneOf.js";
import type { Result, Run } from "./run.js";

/** A run of a comparison by name. */
export interface Contender {
  scenario: string;
  panel: string;
}

/** One start of a comparison. */
export interface ComparisonRow
  extends Contender,
    Pick<Run, "start" | "x0" | "status" | "t" | "x" | "metrics"> {
  /**
   * Its value of the metric over that of the first row; null where the metric is null or that ratio means
   * nothing.
   */
  ratio: number | null;
}

/** Of the runs that share a start: which lifts the preferred probability most, and which is fastest. */
export interface Winners {
  start: string;
  x0: [number, number];
  /** The largest `preferredGain`, and all that share it. */
  gain: { value: number; runs: Contender[] } | null;
  /** The smallest value of the time `metric`, and all that share it. */
  fastest: { metric: TimeMetric; value: number; runs: Contender[] } | null;
}

/** Runs ordered by a metric, the best first. */
export interface Comparison {
  by: MetricName;
  rows: ComparisonRow[];
  /** One entry for each start from which several runs were compared. */
  winners: Winners[];
}

/** A number that grows as a run gets worse; Infinity where the metric is null. */
const badness = (by: MetricName) => (metrics: Metrics) => {
  const value = metrics[by];
  if (value === null) return Number.POSITIVE_INFINITY;
  return metricOf(by).better === "less" ? value : -value;
};

/** Values closer than this, relatively, are equal: runs that end at the same wall or rest point. */
const TIE = 1e-6;

function best(rows: readonly ComparisonRow[], by: MetricName) {
  const worse = badness(by);
  const { metrics } = rows.reduce((a, b) => (worse(b.metrics) < worse(a.metrics) ? b : a));
  const value = metrics[by];
  if (value === null) return null;
  const runs = rows
    .filter((row) => worse(row.metrics) - worse(metrics) <= TIE * Math.abs(value))
    .map(({ scenario, panel }) => ({ scenario, panel }));
  return { value, runs };
}

/** The winners among rows from the same start, for every start that has several. */
function winners(rows: readonly ComparisonRow[], by: MetricName): Winners[] {
  const groups = new Map<string, ComparisonRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.start, row.x0]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const metric = timeOf(by);
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((group) => {
      const fastest = best(group, metric);
      return {
        start: group[0].start,
        x0: group[0].x0,
        gain: best(group, "preferredGain"),
        fastest: fastest && { metric, ...fastest },
      };
    });
}

/**
 * Orders the runs of one or more simulated scenarios, in all their panels, by a metric, the best first: times
 * smallest first, of most other metrics the largest. Runs for which it is null come last, in the order given.
 *
 * @param by as in `metrics` of a run
 * @throws UsageError where there is no such metric, or the results are not a list of results
 * @example
 * ```js
 * import { compare, loadScenario, simulate } from "dpo-flow";
 *
 * const { rows } = compare([simulate(loadScenario("sft-quality"))], "preferredGain");
 * console.log(rows[0].start, rows[0].metrics.preferredGain.toFixed(4));
 * // preferred-absent 0.8514
 * ```
 */
export function compare(results: readonly Result[], by: MetricName = "extinctionTime"): Comparison {
  checkList("results", results, "a list of what simulate gives");
  for (const [i, result] of results.entries()) {
    checkShape(`results[${i}]`, result, ["scenario", "panels"], "what simulate gives");
  }
  oneOf("by: unknown metric", by, METRICS);
  const runs = results.flatMap(({ scenario, panels }) =>
    panels.flatMap(({ panel, runs }) => runs.map((run) => ({ run, panel, scenario: scenario.name }))),
  );
  const worse = badness(by);
  // Infinity − Infinity is NaN, which sort takes for "equal".
  runs.sort((a, b) => worse(a.run.metrics) - worse(b.run.metrics) || 0);
  const top = runs[0]?.run.metrics[by] ?? null;
  const ratio = (value: number | null) => {
    if (value === null || top === null) return null;
    return value === top ? 1 : top > 0 ? value / top : null;
  };
  const rows = runs.map(({ run: { start, x0, status, t, x, metrics }, panel, scenario }) => {
    return { scenario, panel, start, x0, status, t, x, metrics, ratio: ratio(metrics[by]) };
  });
  return { by, rows, winners: winners(inGivenOrder(rows, results), by) };
}

/** Rows by the order of the starts in the scenarios, whatever they were sorted by. */
function inGivenOrder(rows: readonly ComparisonRow[], results: readonly Result[]): ComparisonRow[] {
  const labels = results.flatMap(({ scenario }) => Object.keys(scenario.starts));
  return [...rows].sort((a, b) => labels.indexOf(a.start) - labels.indexOf(b.start));
}
