import type { CellSolver } from "../cell.js";
import type { SweepMetric, SweepSettings } from "../plan.js";
import { createClockCell } from "./clockCell.js";
import { createDpoCell } from "./dpoCell.js";

/**
 * Computes cells without integrating: DPO in `ratio` geometry with its walls in closed form, other losses of the
 * margin alone by the margin clock. Undefined for settings of which nothing exact is known.
 */
export const createExactCell = (
  settings: SweepSettings,
  metrics?: readonly SweepMetric[],
): CellSolver | undefined => createDpoCell(settings, metrics) ?? createClockCell(settings);
