import { METRIC_GROUPS } from "../../dist/measure/groups.js";
import { METRICS, metricOf } from "../../dist/measure/registry.js";
import { SWEEP_METRICS } from "../../dist/sweep/plan.js";
import { code, codes, paragraph, table } from "./markdown.mjs";

const groups = METRIC_GROUPS.map(
  ({ title, first, names }) =>
    `${title === "times" ? "times" : "other metrics"}, ${first} first (${codes(names)})`,
);

export const metricSections = {
  /** What each metric is. */
  metrics: table(
    ["metric", "definition"],
    METRICS.map((name) => [code(name), metricOf(name).definition]),
  ),
  /** What `compare --by` takes. */
  "compare-by": paragraph(`${code("--by")} takes ${groups.join(", and ")}.`),
  /** What `sweep --metric` takes. */
  "sweep-metrics": paragraph(
    `Metrics are ${codes(SWEEP_METRICS.slice(0, -1))} and ${code("status")}; ${code("status.npy")} holds the numbers that ${code("statusCodes")} in the summary explains.`,
  ),
};
