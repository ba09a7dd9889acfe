import { createCellsSolver } from "../sweep/cells.js";
import type { CellError } from "../sweep/errors.js";
import { takeSlice, tellDone } from "../sweep/queue.js";
import type { Task } from "../sweep/sweep.js";
import { inlineMore } from "./compiler.js";

/**
 * What a worker thread does with a task, until no cells are left: the entry point of the pool.
 *
 * @returns what broke the solver in this thread
 */
export default function work({ plan, arrays, queue, origin }: Task): CellError[] {
  inlineMore();
  const { compute, errors } = createCellsSolver(plan);
  for (let slice = takeSlice(queue); slice; slice = takeSlice(queue)) {
    compute(arrays, origin, slice.from, slice.to);
    tellDone(queue, slice.to - slice.from);
  }
  return errors();
}
