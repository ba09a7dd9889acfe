import type { SweepPlan } from "./plan.js";
import type { SweepArrays } from "./results.js";
import { createRowsSolver, type RowsSolver } from "./rows.js";

/** Rows for a worker to compute. */
export interface Task {
  /** Tells plans apart, so that a worker prepares each once. */
  id: number;
  plan: SweepPlan;
  /** In shared memory. */
  arrays: SweepArrays;
  origin: number;
  from: number;
  to: number;
}

let prepared: { id: number; solve: RowsSolver } | undefined;

/** What a worker thread does with a task: the entry point of the pool. */
export default function work({ id, plan, arrays, origin, from, to }: Task): void {
  if (prepared?.id !== id) prepared = { id, solve: createRowsSolver(plan) };
  prepared.solve(arrays, origin, from, to);
}
