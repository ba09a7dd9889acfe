import type { Metric, TimeRecord } from "./metric.js";
import { dispreferredDrop } from "./metrics/dispreferredDrop.js";
import { dispreferredHalfLife } from "./metrics/dispreferredHalfLife.js";
import { extinctionTime } from "./metrics/extinctionTime.js";
import { finalPreferred } from "./metrics/finalPreferred.js";
import { preferredFasterShare } from "./metrics/preferredFasterShare.js";
import { preferredGain } from "./metrics/preferredGain.js";
import { timeToHalfGain } from "./metrics/timeToHalfGain.js";
import { timeToLoss } from "./metrics/timeToLoss.js";
import { timeToMargin } from "./metrics/timeToMargin.js";
import { updateRatioEnd } from "./metrics/updateRatioEnd.js";
import { updateRatioStart } from "./metrics/updateRatioStart.js";

/**
 * Every metric by name, in the order in which outputs list them. A new metric is one file and its line here.
 */
const metrics = {
  extinctionTime,
  finalPreferred,
  preferredGain,
  dispreferredDrop,
  dispreferredHalfLife,
  timeToHalfGain,
  timeToMargin,
  timeToLoss,
  updateRatioStart,
  updateRatioEnd,
  preferredFasterShare,
} as const satisfies Record<string, Metric>;

type All = typeof metrics;

/** Name of a metric. */
export type MetricName = keyof All;

type NamesWith<Facet> = { [N in MetricName]: All[N] extends Facet ? N : never }[MetricName];

/** Name of a metric that is a time. */
export type TimeMetric = NamesWith<{ unit: "time" }>;

/** Name of a metric that sweeps offer. */
export type SweptMetric = NamesWith<{ sweep: object }>;

/** Numbers that summarise a run; null where one does not apply. */
export type Metrics = Record<MetricName, number | null>;

/** Everything that is known of a metric. */
export function metricOf(name: TimeMetric): TimeRecord;
/** The same for any metric. */
export function metricOf(name: MetricName): Metric;
export function metricOf(name: MetricName): Metric {
  return metrics[name];
}

/** All metrics. */
export const METRICS = Object.keys(metrics) as readonly MetricName[];

/** Whether a metric is a time. */
export const isTime = (name: MetricName): name is TimeMetric => metrics[name].unit === "time";

/** Metrics that are times: the smaller, the better. */
export const TIMES: readonly TimeMetric[] = METRICS.filter(isTime);

/** The time that says most beside a metric; a time stands for itself. */
export const timeOf = (name: MetricName): TimeMetric => (isTime(name) ? name : metrics[name].time);

const column = (name: MetricName) => metricOf(name).sweep?.column;

/** Metrics that sweeps offer, in the order of their columns. */
export const SWEPT: readonly SweptMetric[] = METRICS.filter(
  (name): name is SweptMetric => column(name) !== undefined,
).sort((a, b) => (column(a) ?? 0) - (column(b) ?? 0));

/** A record with a value for every metric. */
export const forMetrics = <T>(value: (name: MetricName) => T): Record<MetricName, T> =>
  Object.fromEntries(METRICS.map((name) => [name, value(name)])) as Record<MetricName, T>;
