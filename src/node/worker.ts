import { createCellsSolver } from "../sweep/cells.js";
import type { SweepPlan } from "../sweep/plan.js";
import { type CellQueue, computeNext } from "../sweep/queue.js";
import type { SweepArrays } from "../sweep/results.js";
import { inlineMore } from "./compiler.js";

/** A sweep that a worker has its share in. */
export interface Task {
  plan: SweepPlan;
  /** Both in shared memory. */
  arrays: SweepArrays;
  queue: CellQueue;
  /** The first cell of the arrays. */
  origin: number;
}

/** What a worker thread does with a task, until no cells are left: the entry point of the pool. */
export default function work({ plan, arrays, queue, origin }: Task): void {
  inlineMore();
  const solve = createCellsSolver(plan);
  while (computeNext(queue, (from, to) => solve(arrays, origin, from, to)));
}
