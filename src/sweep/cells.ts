import { numbersOf } from "./ask.js";
import { createCell } from "./cell.js";
import { createCellSolver } from "./cellSolver.js";
import { createErrorLog, type ErrorLog } from "./errors.js";
import type { SweepPlan } from "./plan.js";
import type { SweepArrays } from "./results.js";
import { layoutOf, startsOf } from "./starts.js";
import { STATUSES } from "./statuses/registry.js";

/**
 * Before the first cell that counts, this many from all over the plane are computed and thrown away, in sweeps of so
 * many cells that it pays. V8 compiles what it has seen: from the first row alone it would conclude that no wall is
 * ever met, and have to compile once more.
 */
const WARM_UP = { cells: 50, from: 10_000 };

/** Multiples of it, modulo 1, spread evenly however many are taken. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** How often that is looked at: asking costs a tenth of an exact cell. */
const CELLS_A_LOOK = 16;

/** Computes the cells of a sweep. */
export interface CellsSolver {
  /**
   * Computes the cells [from, to), counted row by row, into arrays whose first cell is `origin`.
   *
   * @param late whether it should stop between two cells; default: never
   * @returns the first cell that is left; `to` where none is
   */
  compute(arrays: SweepArrays, origin: number, from: number, to: number, late?: () => boolean): number;
  /** What broke the solver until now. */
  errors: ErrorLog["list"];
}

const never = () => false;

/**
 * @param late whether the warm-up has taken long enough; default: never
 * @throws UsageError for the method `exact` where nothing exact is known
 */
export function createCellsSolver(plan: SweepPlan, late: () => boolean = never): CellsSolver {
  const { rows, columns } = layoutOf(plan.starts);
  const start = startsOf(plan);
  const solve = createCellSolver(plan);
  const numbers = numbersOf(plan.metrics);
  const errors = createErrorLog();
  const look = plan.method === "exact" ? CELLS_A_LOOK : 1;
  const cell = createCell(plan);
  const x = new Float64Array(2);
  const solveAt = (k: number) => {
    start(Math.floor(k / columns), k % columns, x);
    solve(x[0], x[1], cell);
  };
  const all = rows * columns;
  for (let i = 0; i < WARM_UP.cells && all >= WARM_UP.from && !late(); i++)
    solveAt(Math.floor(((i * GOLDEN) % 1) * all));
  return {
    compute(arrays, origin, from, to, isLate = never) {
      const targets = numbers.map((metric) => arrays[metric]);
      const { status } = arrays;
      for (let k = from; k < to; k++) {
        if (k > from && (k - from) % look === 0 && isLate()) return k;
        solveAt(k);
        for (let i = 0; i < targets.length; i++) {
          const column = targets[i];
          if (column) column[k - origin] = cell.values[i];
        }
        if (status) status[k - origin] = STATUSES.indexOf(cell.status);
        if (cell.status === "error") errors.note(cell.cause, k, [x[0], x[1]]);
      }
      return to;
    },
    errors: errors.list,
  };
}
