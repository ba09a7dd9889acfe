import { METRIC_GROUPS } from "../measure/groups.js";
import type { MetricName } from "../measure/registry.js";
import { SWEEP_METRICS } from "../sweep/plan.js";

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

const groups = METRIC_GROUPS.map(
  ({ title, first, names }) => `${capital(title)}, ${first} first: ${names.join(", ")}`,
);

/** Every metric that runs can be compared by, times first. */
export const COMPARABLE: readonly MetricName[] = METRIC_GROUPS.flatMap(({ names }) => names);

/** Help of `compare --by`. */
export const BY_HELP = `what to sort by. ${groups.join(". ")}`;

/** Help of `sweep --metric`. */
export const METRIC_HELP = `what to write: ${SWEEP_METRICS.join(", ")} (default: all)`;
