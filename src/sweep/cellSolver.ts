import { UsageError } from "../errors.js";
import { createFlow } from "../model/flow.js";
import type { Cell } from "./cell.js";
import type { SweepPlan } from "./plan.js";
import { createExactCell } from "./solvers/exactCell.js";
import { createOdexCell } from "./solvers/odexCell.js";

/**
 * The function that computes the cells of a sweep.
 *
 * @throws UsageError for the method `exact` where nothing exact is known
 */
export function createCellSolver(plan: SweepPlan): (x1: number, x2: number, cell: Cell) => void {
  const { settings, metrics, method, fallback } = plan;
  const flow = createFlow(settings);
  const odex = method === "odex" || fallback ? createOdexCell(flow, settings, metrics) : undefined;
  const solver = method === "odex" ? odex : createExactCell(flow, settings, metrics, odex);
  if (!solver) throw new UsageError("no exact solution is known for these settings");
  const { isStart } = flow;
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
