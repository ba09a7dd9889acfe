import type { Metric } from "../metric.js";

export const timeToLoss = {
  definition: "first time at which the loss is at most `targets.loss` times what it was at the start",
  unit: "time",
  better: "less",
  computed: {
    kind: "crossing",
    mark({ r1, r2 }, { loss, targets }) {
      const target = targets.loss * loss.value(r1, r2);
      if (!(target > 0 && target < Infinity)) return undefined;
      // In units of its size, so that what counts as rounding does not depend on it; a power of 2 leaves digits alone.
      const unit = 2 ** Math.min(1023, -Math.floor(Math.log2(target)));
      return (a, b) => unit * (target - loss.value(a, b));
    },
  },
  ofTheEnd: false,
  labels: { figure: "time to the target loss", table: "loss", page: "target loss" },
  target: { name: "loss", symbol: "L/L₀" },
  reached: "target loss reached",
  opening: true,
} as const satisfies Metric;
