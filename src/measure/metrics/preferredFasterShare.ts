import type { Metric } from "../metric.js";
import { logUpdateRatio } from "../updateRatio.js";

export const preferredFasterShare = {
  definition: "share of the run's time during which that ratio is above 1",
  unit: "share of time",
  better: "more",
  computed: {
    kind: "journey",
    value: ({ time, timeAbove }, { loss }) =>
      // The times on the way add up to no more than all of it, but for rounding.
      time === 0 ? null : Math.min(1, timeAbove((r1, r2) => logUpdateRatio(loss, r1, r2)) / time),
  },
  ofTheEnd: true,
  labels: { figure: "share of time with x₁ faster", table: "x1 faster" },
  time: "extinctionTime",
} as const satisfies Metric;
