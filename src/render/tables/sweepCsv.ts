import { STATUSES, type SweepMetric } from "../../sweep/plan.js";
import type { SweepResult } from "../../sweep/results.js";
import { startAt } from "../../sweep/starts.js";
import { csv } from "./csv.js";

/** Rows in one piece of text. */
const PIECE = 4096;

/** Millions of numbers pass here, and most of the time goes into their digits. */
const text = (number: number): string => (Number.isFinite(number) ? `${number}` : "");

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
  const place = (row: number, column: number, axis: 0 | 1) => {
    startAt(starts, row, column, x);
    return text(x[axis]);
  };
  const field = (metric: SweepMetric) => {
    const array = arrays[metric] ?? new Float64Array(cells).fill(Number.NaN);
    return metric === "status" ? (k: number) => STATUSES[array[k]] : (k: number) => text(array[k]);
  };
  const fields = metrics.map(field);
  const x1 = Array.from({ length: columns }, (_, column) => place(0, column, 0));

  let piece = "";
  for (let k = 0, row = 0; k < cells; row++) {
    if ("random" in starts) x1[0] = place(row, 0, 0);
    const x2 = place(row, 0, 1);
    for (let column = 0; column < columns; column++, k++) {
      piece += `${x1[column]},${x2}`;
      for (const value of fields) piece += `,${value(k)}`;
      piece += "\n";
      if (k % PIECE < PIECE - 1) continue;
      yield piece;
      piece = "";
    }
  }
  if (piece) yield piece;
}
