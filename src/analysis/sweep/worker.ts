import type { SweepPlan } from "./plan.js";
import { computeNext, type RowQueue } from "./queue.js";
import type { SweepArrays } from "./results.js";
import { createRowsSolver } from "./rows.js";

/** A sweep that a worker has its share in. */
export interface Task {
  plan: SweepPlan;
  /** Both in shared memory. */
  arrays: SweepArrays;
  queue: RowQueue;
  /** The first row of the arrays. */
  origin: number;
}

/** What a worker thread does with a task, until no rows are left: the entry point of the pool. */
export default function work({ plan, arrays, queue, origin }: Task): void {
  const solve = createRowsSolver(plan);
  while (computeNext(queue, (from, to) => solve(arrays, origin, from, to)));
}
