import { metricOf } from "../../measure/registry.js";
import { SWEEP_METRICS, type SweepMetric } from "../../sweep/plan.js";
import type { SweepResult } from "../../sweep/results.js";
import { layoutOf, startsOf } from "../../sweep/starts.js";
import { STATUSES } from "../../sweep/statuses/registry.js";
import { csvHeader } from "./csv.js";
import type { ColumnMeaning, OutputTable } from "./outputTable.js";

const meaningOf = (metric: SweepMetric): string =>
  metric === "status" ? "how the trajectory ended" : metricOf(metric).definition;

const START_COLUMNS: readonly ColumnMeaning[] = [
  { name: "x1", meaning: "x1 at the start, a probability ratio in every plane" },
  { name: "x2", meaning: "x2 at the start" },
];

/** The columns of a sweep of these metrics. */
const columnsOf = (metrics: readonly SweepMetric[]): ColumnMeaning[] => [
  ...START_COLUMNS,
  ...metrics.map((name) => ({ name, meaning: meaningOf(name) })),
];

/** Rows in one piece of text. */
const PIECE = 4096;

/** Millions of numbers pass here, and most of the time goes into their digits. */
const text = (number: number): string => (Number.isFinite(number) ? `${number}` : "");

/**
 * `sweep.csv`: one row per start, in the order of the arrays, in pieces of some thousand rows.
 *
 * @param result a whole sweep
 */
export function* sweepCsv({ plan, arrays }: SweepResult): Generator<string> {
  const { metrics } = plan;
  yield csvHeader(columnsOf(metrics));
  const { cells: even, columns } = layoutOf(plan.starts);
  const start = startsOf(plan);
  const cells = arrays[metrics[0]]?.length ?? 0;
  const x = new Float64Array(2);
  const field = (metric: SweepMetric) => {
    const array = arrays[metric] ?? new Float64Array(cells).fill(Number.NaN);
    return metric === "status" ? (k: number) => STATUSES[array[k]] : (k: number) => text(array[k]);
  };
  const fields = metrics.map(field);
  // In rows of equal cells x1 depends on the column alone, and x2 on the row alone.
  const column1 = even
    ? Array.from({ length: columns }, (_, column) => {
        start(0, column, x);
        return text(x[0]);
      })
    : [];

  let [piece, x2] = ["", ""];
  for (let k = 0; k < cells; k++) {
    const column = k % columns;
    if (column === 0 || !even) {
      start(Math.floor(k / columns), column, x);
      x2 = text(x[1]);
    }
    piece += `${even ? column1[column] : text(x[0])},${x2}`;
    for (const value of fields) piece += `,${value(k)}`;
    piece += "\n";
    if (k % PIECE < PIECE - 1) continue;
    yield piece;
    piece = "";
  }
  if (piece) yield piece;
}

/** The starts of a sweep with what was measured from each. */
export const sweep: OutputTable<{ result: SweepResult }> = {
  files: ["sweep.csv"],
  holds: "one row per start, with the metrics that were asked for",
  columns: columnsOf(SWEEP_METRICS),
  write: ({ result }) => [["sweep.csv", sweepCsv(result)]],
};
