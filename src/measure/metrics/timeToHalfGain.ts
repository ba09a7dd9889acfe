import { change } from "../change.js";
import type { Metric } from "../metric.js";

export const timeToHalfGain = {
  definition: "first time at which x1 has made half of its gain; none where it gains nothing",
  unit: "time",
  better: "less",
  computed: {
    kind: "journey",
    value({ start, change1, firstTime }) {
      const half = change1 / 2;
      return half > 0 ? firstTime((r1) => change(start.r1, r1) - half) : null;
    },
  },
  ofTheEnd: true,
  labels: { figure: "time to half the gain of x₁", table: "half gain", page: "half the gain" },
  reached: "half the gain made",
  opening: false,
  beside: { label: "half the gain of x₁", shape: "triangle-up" },
} as const satisfies Metric;
