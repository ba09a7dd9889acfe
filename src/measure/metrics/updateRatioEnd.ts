import type { Metric } from "../metric.js";
import { updateRatio } from "../updateRatio.js";

export const updateRatioEnd = {
  definition: "the same at the end",
  unit: "ratio of updates",
  better: "more",
  computed: { kind: "ends", value: ({ end }, { loss }) => updateRatio(loss, end) },
  ofTheEnd: true,
  labels: { figure: "update ratio at the end", table: "ratio at end" },
  time: "extinctionTime",
} as const satisfies Metric;
