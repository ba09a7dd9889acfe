import type { MetricUnit } from "./metric.js";
import { METRICS, type MetricName, metricOf } from "./registry.js";

/** What is known of a metric, in words. */
export interface MetricFacts {
  name: MetricName;
  /** In words: no capital, no full stop. */
  definition: string;
  unit: MetricUnit;
  /** Which of two values is better, the smaller or the greater. */
  better: "less" | "more";
  /** What figures call it. */
  label: string;
}

/** Every metric of a run, in the order in which outputs list them. */
export const METRIC_FACTS: readonly MetricFacts[] = METRICS.map((name) => {
  const { definition, unit, better, labels } = metricOf(name);
  return { name, definition, unit, better, label: labels.figure };
});
