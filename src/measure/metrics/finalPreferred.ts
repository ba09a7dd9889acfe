import type { Metric } from "../metric.js";

/** On the page it is in the column of the final point. */
export const finalPreferred = {
  definition: "x1 at the end of the run",
  unit: "probability ratio",
  better: "more",
  computed: { kind: "ends", value: ({ end }) => end.x1 },
  ofTheEnd: true,
  labels: { figure: "final x₁", table: "final x1" },
  time: "timeToHalfGain",
  sweep: { column: 2 },
} as const satisfies Metric;
