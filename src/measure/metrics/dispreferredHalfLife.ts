import type { Metric } from "../metric.js";

export const dispreferredHalfLife = {
  definition: "first time at which x2 is half of what it was at the start",
  unit: "time",
  better: "less",
  // −r2 ≥ −r2(0) + log 2
  computed: { kind: "level", weights: [0, -1], sinceStart: true, level: () => Math.LN2 },
  ofTheEnd: false,
  labels: { figure: "half-life of x₂", table: "half-life", page: "x₂ halved" },
  reached: "x₂ halved",
  opening: true,
  beside: { label: "x₂ halved", shape: "triangle-down" },
  sweep: { column: 3 },
} as const satisfies Metric;
