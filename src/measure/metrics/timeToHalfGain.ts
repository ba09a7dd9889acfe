import { change } from "../change.js";
import type { Metric } from "../metric.js";

export const timeToHalfGain = {
  definition: "first time at which x1 has made half of its gain; none where it gains nothing",
  unit: "time",
  better: "less",
  computed: {
    kind: "journey",
    value({ start, end, change1, firstTime }) {
      const half = change1 / 2;
      if (!(half > 0)) return null;
      // Beyond the range of doubles half of x1's gain is half of x1.
      if (half === Number.POSITIVE_INFINITY) return firstTime((r1) => r1 - (end.r1 - Math.LN2));
      return firstTime((r1) => change(start.r1, r1) - half);
    },
  },
  ofTheEnd: true,
  labels: { figure: "time to half the gain of x₁", table: "half gain", page: "half the gain" },
  reached: "half the gain made",
  opening: false,
  beside: { label: "half the gain of x₁", shape: "triangle-up" },
} as const satisfies Metric;
