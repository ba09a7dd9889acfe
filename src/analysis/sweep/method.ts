import { createExactCell } from "./exactCell.js";
import type { SweepMethod, SweepSettings } from "./plan.js";

/** The method that `auto` stands for: exact where that is known. */
export const chooseMethod = (settings: SweepSettings): SweepMethod =>
  createExactCell(settings) ? "exact" : "odex";
