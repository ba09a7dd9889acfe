import { createFlow } from "../model/flow.js";
import { SWEEP_METRICS, type SweepMethod, type SweepMetric, type SweepSettings } from "./plan.js";
import { createExactCell } from "./solvers/exactCell.js";

/** The method that `auto` stands for: exact where that is known. */
export const chooseMethod = (
  settings: SweepSettings,
  metrics: readonly SweepMetric[] = SWEEP_METRICS,
): SweepMethod => (createExactCell(createFlow(settings), settings, metrics) ? "exact" : "odex");
