import { createCellSolver, emptyCell, numberOf } from "./cell.js";
import { inlineMore } from "./compiler.js";
import { extent, type SweepPlan } from "./plan.js";
import type { SweepArrays } from "./results.js";
import { startAt } from "./starts.js";

/** Computes the rows [from, to) of a sweep into arrays whose first row is `origin`. */
export type RowsSolver = (arrays: SweepArrays, origin: number, from: number, to: number) => void;

/** @throws RangeError for the method `exact` where nothing exact is known */
export function createRowsSolver(plan: SweepPlan): RowsSolver {
  inlineMore();
  const { starts, metrics } = plan;
  const { columns } = extent(starts);
  const solve = createCellSolver(plan);
  const cell = emptyCell();
  const x = new Float64Array(2);
  return (arrays, origin, from, to) => {
    for (let row = from; row < to; row++) {
      for (let column = 0; column < columns; column++) {
        startAt(starts, row, column, x);
        solve(x[0], x[1], cell);
        const k = (row - origin) * columns + column;
        for (const metric of metrics) {
          const array = arrays[metric];
          if (array) array[k] = numberOf(cell, metric);
        }
      }
    }
  };
}
