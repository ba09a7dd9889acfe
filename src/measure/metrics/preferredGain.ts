import type { Metric } from "../metric.js";

export const preferredGain = {
  definition: "x1 at the end minus x1 at the start",
  unit: "probability ratio",
  better: "more",
  computed: { kind: "ends", value: ({ change1 }) => change1 },
  ofTheEnd: true,
  labels: { figure: "gain of x₁", table: "x1 gain", page: "gain of x₁" },
  time: "timeToHalfGain",
  sweep: { column: 5 },
} as const satisfies Metric;
