import { createFlow } from "../model/flow.js";
import { numbersOf } from "./ask.js";
import type { SweepPlan } from "./plan.js";
import { createExactCell } from "./solvers/exactCell.js";
import { createOdexCell } from "./solvers/odexCell.js";
import type { CellStatus } from "./statuses/registry.js";

/** What came out of one start. Reused from cell to cell. */
export interface Cell {
  status: CellStatus;
  /** The plan's metrics but for the status, in its order; NaN where one does not apply. */
  readonly values: Float64Array;
  /** What the solver threw, for the status `error`. */
  cause?: unknown;
}

export const createCell = ({ metrics }: SweepPlan): Cell => ({
  status: "outside",
  values: new Float64Array(numbersOf(metrics).length).fill(Number.NaN),
  cause: undefined,
});

/** Follows one start (x1, x2) that lies in the domain, writes its numbers into `cell`, and says how it ended. */
export type CellSolver = (x1: number, x2: number, cell: Pick<Cell, "values">) => CellStatus;

/**
 * The function that computes the cells of a sweep.
 *
 * @throws RangeError for the method `exact` where nothing exact is known
 */
export function createCellSolver(plan: SweepPlan): (x1: number, x2: number, cell: Cell) => void {
  const { settings, method } = plan;
  const solver = method === "exact" ? createExactCell(settings, plan.metrics) : createOdexCell(plan);
  if (!solver) throw new RangeError("no exact solution is known for these settings");
  const { isStart } = createFlow(settings);
  return (x1, x2, cell) => {
    // One by one: `fill` of so few costs more than the rest of an exact cell.
    for (let i = 0; i < cell.values.length; i++) cell.values[i] = Number.NaN;
    cell.status = "outside";
    if (!isStart(Math.log(x1), Math.log(x2))) return;
    try {
      cell.status = solver(x1, x2, cell);
    } catch (error) {
      // One start that breaks the solver must not end a sweep of millions; its status says so, and what broke is kept.
      cell.values.fill(Number.NaN);
      cell.status = "error";
      cell.cause = error;
    }
  };
}
