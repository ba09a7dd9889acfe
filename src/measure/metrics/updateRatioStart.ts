import type { Metric } from "../metric.js";
import { updateRatio } from "../updateRatio.js";

export const updateRatioStart = {
  definition: "|∂L/∂x1| / |∂L/∂x2| at the start, walls not considered; x2/x1 for every margin loss",
  unit: "ratio of updates",
  better: "more",
  computed: { kind: "ends", value: ({ start }, { loss }) => updateRatio(loss, start) },
  ofTheEnd: false,
  labels: { figure: "update ratio at the start", table: "ratio at start" },
  time: "extinctionTime",
} as const satisfies Metric;
