import { createCellSolver, emptyCell, numberOf } from "./cell.js";
import { inlineMore } from "./compiler.js";
import { extent, type SweepPlan } from "./plan.js";
import type { SweepArrays } from "./results.js";
import { startAt } from "./starts.js";

/** Computes the cells [from, to) of a sweep, counted row by row, into arrays whose first cell is `origin`. */
export type CellsSolver = (arrays: SweepArrays, origin: number, from: number, to: number) => void;

/** @throws RangeError for the method `exact` where nothing exact is known */
export function createCellsSolver(plan: SweepPlan): CellsSolver {
  inlineMore();
  const { starts, metrics } = plan;
  const { columns } = extent(starts);
  const solve = createCellSolver(plan);
  const cell = emptyCell();
  const x = new Float64Array(2);
  return (arrays, origin, from, to) => {
    for (let k = from; k < to; k++) {
      startAt(starts, Math.floor(k / columns), k % columns, x);
      solve(x[0], x[1], cell);
      for (const metric of metrics) {
        const array = arrays[metric];
        if (array) array[k - origin] = numberOf(cell, metric);
      }
    }
  };
}
