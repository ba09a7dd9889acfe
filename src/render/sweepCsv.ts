import { STATUSES, type SweepMetric } from "../analysis/sweep/plan.js";
import type { SweepResult } from "../analysis/sweep/results.js";
import { startAt } from "../analysis/sweep/starts.js";
import { csv } from "./csv.js";

/** Rows in one piece of text. */
const PIECE = 4096;

/**
 * `sweep.csv`: one row per start, in the order of the arrays, in pieces of some thousand rows.
 *
 * @param result a whole sweep
 */
export function* sweepCsv({ plan: { starts, metrics }, arrays }: SweepResult): Generator<string> {
  yield csv([["x1", "x2", ...metrics]]);
  const columns = "random" in starts ? 1 : starts.nx;
  const cells = arrays[metrics[0]]?.length ?? 0;
  const x = new Float64Array(2);
  const value = (metric: SweepMetric, k: number) => {
    const number = arrays[metric]?.[k] ?? Number.NaN;
    return metric === "status" ? STATUSES[number] : number;
  };
  for (let first = 0; first < cells; first += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, cells - first) }, (_, i) => {
      const k = first + i;
      startAt(starts, Math.floor(k / columns), k % columns, x);
      return [x[0], x[1], ...metrics.map((metric) => value(metric, k))];
    });
    yield csv(rows);
  }
}
