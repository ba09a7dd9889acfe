import type { SweepMethod, SweepSettings } from "./plan.js";
import { createExactCell } from "./solvers/exactCell.js";

/** The method that `auto` stands for: exact where that is known. */
export const chooseMethod = (settings: SweepSettings): SweepMethod =>
  createExactCell(settings) ? "exact" : "odex";
