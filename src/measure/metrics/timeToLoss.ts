import type { Metric } from "../metric.js";

export const timeToLoss = {
  definition: "first time at which the loss is at most `targets.loss` times what it was at the start",
  unit: "time",
  better: "less",
  computed: {
    kind: "crossing",
    mark({ r1, r2 }, { loss, targets }) {
      const target = targets.loss * loss.value(r1, r2);
      return target > 0 ? (a, b) => target - loss.value(a, b) : undefined;
    },
  },
  ofTheEnd: false,
  labels: { figure: "time to the target loss", table: "loss", page: "target loss" },
  target: { name: "loss", symbol: "L/L₀" },
  reached: "target loss reached",
  opening: true,
} as const satisfies Metric;
