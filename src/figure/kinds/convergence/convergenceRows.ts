import {
  isTime,
  type MetricName,
  metricOf,
  TIMES,
  type TimeMetric,
  timeOf,
} from "../../../measure/registry.js";
import { endingOf, hasFailed } from "../../../run/statuses/registry.js";
import type { Comparison, ComparisonRow } from "../../../simulate/compare.js";
import { panelCaption, readable, short } from "../../kit/captions.js";
import type { Row } from "../../kit/spec.js";

/** Times drawn as small marks on the way to the compared one, where there is room. */
export const besides = (shown: TimeMetric) =>
  TIMES.flatMap((metric) => {
    const { beside } = metricOf(metric);
    return beside && metric !== shown ? [{ metric, ...beside }] : [];
  });

/** What the first run in the order of a metric is. */
export function firstOf(by: MetricName): "fastest" | "largest" | "smallest" {
  if (isTime(by)) return "fastest";
  return metricOf(by).better === "more" ? "largest" : "smallest";
}

/** Label of a row, with scenario and panel where rows of several are compared. */
export function rowLabel(row: ComparisonRow, rows: readonly ComparisonRow[]): string {
  const several = (key: "scenario" | "panel") => rows.some((other) => other[key] !== row[key]);
  const parts = [
    several("scenario") ? row.scenario : "",
    several("panel") ? panelCaption(row) : "",
    row.start,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** The time of a row and, in a wide figure sorted by it, how many times the smallest one it is. */
function valueText(row: ComparisonRow, by: MetricName, wide: boolean): string {
  const value = row.metrics[timeOf(by)];
  if (value === null) {
    const { outcome } = endingOf(row.status);
    if (outcome === "failed") return row.status;
    return outcome === "cut" ? `> ${short(row.t)}` : "never";
  }
  if (!wide || row.ratio === null || !isTime(by)) return short(value);
  return `${short(value)}  (×${short(row.ratio)})`;
}

/** One row of data per start: what is drawn and what is written. */
export function rowData({ by, rows }: Comparison, labels: readonly string[], wide: boolean): Row[] {
  return rows.map((row, i) => ({
    row: i,
    label: labels[i],
    scenario: row.scenario,
    panel: row.panel,
    start: row.start,
    time: row.metrics[timeOf(by)] ?? row.t,
    reached: row.metrics[timeOf(by)] !== null ? "reached" : hasFailed(row.status) ? "failed" : "later",
    text: valueText(row, by, wide),
    from: row.x0[0],
    to: row.x[0],
    final: readable(row.x[0]),
  }));
}

/** Rows of the marks beside the compared time. */
export const besideData = ({ by, rows }: Comparison): Row[] =>
  rows.flatMap(({ metrics }, i) =>
    besides(timeOf(by)).flatMap(({ metric, label }) => {
      const value = metrics[metric];
      return value === null ? [] : [{ row: i, time: value, event: label }];
    }),
  );
