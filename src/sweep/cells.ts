import { createCellSolver, emptyCell, numberOf } from "./cell.js";
import type { SweepPlan } from "./plan.js";
import type { SweepArrays } from "./results.js";
import { layoutOf } from "./starts.js";

/** Cells that a thread computes for practice, and the size of a sweep from which on that pays. */
const PRACTICE = { cells: 50, from: 10_000 };

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Computes the cells [from, to) of a sweep, counted row by row, into arrays whose first cell is `origin`. */
export type CellsSolver = (arrays: SweepArrays, origin: number, from: number, to: number) => void;

/** @throws RangeError for the method `exact` where nothing exact is known */
export function createCellsSolver(plan: SweepPlan): CellsSolver {
  const { metrics } = plan;
  const { rows, columns, start } = layoutOf(plan.starts);
  const solve = createCellSolver(plan);
  const cell = emptyCell();
  const x = new Float64Array(2);
  const compute = (k: number) => {
    start(Math.floor(k / columns), k % columns, x);
    solve(x[0], x[1], cell);
  };
  // From all over the plane, so that V8 does not compile what it sees first as if there were no walls, and then again.
  const all = rows * columns;
  for (let i = 0; i < PRACTICE.cells && all >= PRACTICE.from; i++)
    compute(Math.floor(((i * GOLDEN) % 1) * all));
  return (arrays, origin, from, to) => {
    for (let k = from; k < to; k++) {
      compute(k);
      for (const metric of metrics) {
        const array = arrays[metric];
        if (array) array[k - origin] = numberOf(cell, metric);
      }
    }
  };
}
