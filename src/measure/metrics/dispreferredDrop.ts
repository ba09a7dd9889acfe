import type { Metric } from "../metric.js";

export const dispreferredDrop = {
  definition: "x2 at the start minus x2 at the end",
  unit: "probability ratio",
  better: "more",
  // Not −0 where nothing has changed.
  computed: { kind: "ends", value: ({ change2 }) => 0 - change2 },
  ofTheEnd: true,
  labels: { figure: "drop of x₂", table: "x2 drop" },
  time: "dispreferredHalfLife",
} as const satisfies Metric;
