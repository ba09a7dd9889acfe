import type { Metric } from "../metric.js";

export const timeToMargin = {
  definition: "first time at which the margin m is at least `targets.margin`",
  unit: "time",
  better: "less",
  computed: { kind: "level", weights: [1, -1], sinceStart: false, level: ({ margin }) => margin },
  ofTheEnd: false,
  labels: { figure: "time to the target margin", table: "margin", page: "target margin" },
  target: { name: "margin", symbol: "m" },
  reached: "target margin reached",
  opening: true,
  sweep: { column: 4 },
} as const satisfies Metric;
