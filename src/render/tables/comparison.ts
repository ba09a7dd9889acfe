import { METRICS, metricOf } from "../../measure/registry.js";
import type { Comparison, ComparisonRow } from "../../simulate/compare.js";
import { type Column, csvHeader, csvRows } from "./csv.js";
import type { OutputTable } from "./outputTable.js";

const COLUMNS: readonly Column<ComparisonRow>[] = [
  { name: "scenario", meaning: "name of the scenario", of: ({ scenario }) => scenario },
  {
    name: "panel",
    meaning: "combination of what the scenario varies; `base` where it varies nothing",
    of: ({ panel }) => panel,
  },
  { name: "start", meaning: "label of the start", of: ({ start }) => start },
  { name: "x1_start", meaning: "x1 at the start", of: ({ x0 }) => x0[0] },
  { name: "x2_start", meaning: "x2 at the start", of: ({ x0 }) => x0[1] },
  { name: "status", meaning: "how the run ended", of: ({ status }) => status },
  { name: "t", meaning: "gradient-flow time at the end", of: ({ t }) => t },
  { name: "x1", meaning: "x1 at the end", of: ({ x }) => x[0] },
  { name: "x2", meaning: "x2 at the end", of: ({ x }) => x[1] },
  {
    name: "ratio",
    meaning: "value of the metric that rows are sorted by, over that of the first row",
    of: ({ ratio }) => ratio,
  },
  ...METRICS.map((name) => ({
    name,
    meaning: metricOf(name).definition,
    of: ({ metrics }: ComparisonRow) => metrics[name],
  })),
];

/** `comparison.csv`: one row per start, fastest first, with every metric. */
export const comparisonCsv = ({ rows }: Comparison): string => csvHeader(COLUMNS) + csvRows(COLUMNS, rows);

/** The runs of a comparison in its order. */
export const comparison: OutputTable<{ comparison: Comparison }> = {
  files: ["comparison.csv"],
  holds: "one row per start, the best first, with every metric",
  columns: COLUMNS,
  write: ({ comparison }) => [["comparison.csv", comparisonCsv(comparison)]],
};
