import { SWEEP_METRICS } from "../../sweep/plan.js";
import type { SweepResult } from "../../sweep/results.js";
import { layoutOf } from "../../sweep/starts.js";
import { npy } from "./npy.js";
import type { OutputTable } from "./outputTable.js";

/** One NumPy array for each metric of a sweep. */
export const sweepArrays: OutputTable<{ result: SweepResult }> = {
  files: SWEEP_METRICS.map((metric) => `${metric}.npy`),
  holds:
    "a metric as NumPy array: float64, C order, shape [ny, nx], row 0 at the bottom; [n] for a random sample",
  *write({ result: { plan, arrays } }) {
    const { shape } = layoutOf(plan.starts);
    for (const metric of plan.metrics) {
      yield [`${metric}.npy`, npy(arrays[metric] ?? new Float64Array(), shape)];
    }
  },
};
