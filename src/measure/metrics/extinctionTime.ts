import type { Metric } from "../metric.js";

export const extinctionTime = {
  definition: "time at which the first response reaches probability zero",
  unit: "time",
  better: "less",
  computed: { kind: "event", event: "extinction" },
  ofTheEnd: false,
  labels: { figure: "extinction time", table: "extinction", page: "extinction" },
  reached: "extinct",
  opening: true,
  sweep: { column: 1 },
} as const satisfies Metric;
