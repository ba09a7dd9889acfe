import { isTime, METRICS, type MetricName, metricOf } from "./registry.js";

/** Metrics that are listed together. */
export interface MetricGroup {
  title: "times" | "others";
  /** What a comparison by one of them puts first. */
  first: "smallest" | "largest";
  names: readonly MetricName[];
}

const others = (better: "less" | "more") =>
  METRICS.filter((name) => !isTime(name) && metricOf(name).better === better);

const groups: readonly MetricGroup[] = [
  { title: "times", first: "smallest", names: METRICS.filter(isTime) },
  { title: "others", first: "largest", names: others("more") },
  { title: "others", first: "smallest", names: others("less") },
];

/** All metrics in the groups and the order in which help texts list them. */
export const METRIC_GROUPS: readonly MetricGroup[] = groups.filter(({ names }) => names.length > 0);
