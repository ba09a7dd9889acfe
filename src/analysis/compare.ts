import type { Metrics, Result, Run } from "./run.js";

/** One start of a comparison. */
export interface ComparisonRow extends Pick<Run, "start" | "x0" | "status" | "t" | "x" | "metrics"> {
  scenario: string;
  panel: string;
  /** Its value of the metric over the smallest one; null where the metric is null. */
  ratio: number | null;
}

/** Starts ordered by how fast they converge. */
export interface Comparison {
  by: keyof Metrics;
  rows: ComparisonRow[];
}

/**
 * Orders the starts of one or more simulated scenarios by a metric, smallest (fastest) first; starts for which
 * it is null come last, in the order given.
 *
 * @param by a metric that is a time, for the ratio to mean speed
 */
export function compare(results: readonly Result[], by: keyof Metrics = "extinctionTime"): Comparison {
  const rows = results.flatMap(({ scenario, panels }) =>
    panels.flatMap(({ panel, runs }) => runs.map((run) => ({ run, panel, scenario: scenario.name }))),
  );
  const key = (run: Run) => run.metrics[by] ?? Number.POSITIVE_INFINITY;
  const fastest = Math.min(...rows.map(({ run }) => key(run)));
  return {
    by,
    rows: rows
      // Infinity − Infinity is NaN, which sort takes for "equal".
      .sort((a, b) => key(a.run) - key(b.run) || 0)
      .map(({ run: { start, x0, status, t, x, metrics }, panel, scenario }) => {
        const value = metrics[by];
        const ratio = value === null ? null : value === fastest ? 1 : value / fastest;
        return { scenario, panel, start, x0, status, t, x, metrics, ratio };
      }),
  };
}
