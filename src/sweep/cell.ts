import { numbersOf } from "./ask.js";
import type { SweepPlan } from "./plan.js";
import type { CellStatus } from "./statuses/registry.js";

/** What came out of one start. Reused from cell to cell. */
export interface Cell {
  status: CellStatus;
  /** The plan's metrics but for the status, in its order; NaN where one does not apply. */
  readonly values: Float64Array;
  /** What the solver threw, for the status `error`. */
  cause?: unknown;
}

/** A metric as a cell holds it: NaN where there is none, or where x is beyond the range of doubles. */
export const cellValue = (value: number | null | undefined): number =>
  typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;

export const createCell = ({ metrics }: SweepPlan): Cell => ({
  status: "outside",
  values: new Float64Array(numbersOf(metrics).length).fill(Number.NaN),
  cause: undefined,
});

/** Follows one start (x1, x2) that lies in the domain, writes its numbers into `cell`, and says how it ended. */
export type CellSolver = (x1: number, x2: number, cell: Pick<Cell, "values">) => CellStatus;
