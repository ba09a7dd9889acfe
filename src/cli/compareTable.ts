import type { Comparison } from "../analysis/compare.js";
import type { Metrics } from "../analysis/run.js";
import { type Column, formatTable, point, short } from "./table.js";

/** Metrics that are times, which `--by` may sort by, with the headings of their columns. */
export const TIME_METRICS = {
  extinctionTime: "extinction",
  dispreferredHalfLife: "half-life",
  timeToHalfGain: "half gain",
  timeToMargin: "margin",
  timeToLoss: "loss",
} as const satisfies Partial<Record<keyof Metrics, string>>;

export type TimeMetric = keyof typeof TIME_METRICS;

/** A comparison for people: one line per start, fastest first, times aligned. */
export function compareTable({ by, rows }: Comparison): string {
  const times = Object.entries(TIME_METRICS) as [TimeMetric, string][];
  const several = new Set(rows.map(({ scenario }) => scenario)).size > 1;
  const panels = rows.some(({ panel }) => panel !== "base");
  const columns: Column[] = [
    ...(several ? [{ title: "scenario" }] : []),
    ...(panels ? [{ title: "panel" }] : []),
    { title: "start" },
    { title: "x0" },
    ...times.map(([name, title]) => ({
      title: name === by ? `${title} ▾` : title,
      align: "right" as const,
    })),
    { title: "ratio", align: "right" },
    { title: "final x" },
    { title: "status" },
  ];
  const cells = rows.map(({ scenario, panel, start, x0, metrics, ratio, x, status }) => [
    ...(several ? [scenario] : []),
    ...(panels ? [panel] : []),
    start,
    point(x0),
    ...times.map(([name]) => short(metrics[name])),
    short(ratio),
    point(x),
    status,
  ]);
  return formatTable(columns, cells);
}
