import type { Metric } from "./metric.js";
import { METRICS, type MetricName, metricOf } from "./registry.js";

/** What is known of a metric, in words. */
export interface MetricFacts extends Pick<Metric, "definition" | "unit" | "better"> {
  name: MetricName;
  /** What figures call it. */
  label: string;
}

/** Every metric of a run, in the order in which outputs list them. */
export const METRIC_FACTS: readonly MetricFacts[] = METRICS.map((name) => {
  const { definition, unit, better, labels } = metricOf(name);
  return { name, definition, unit, better, label: labels.figure };
});
