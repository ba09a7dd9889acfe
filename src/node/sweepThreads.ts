import { availableParallelism } from "node:os";
import { setImmediate as breathe } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Piscina } from "piscina";
import { createCellsSolver } from "../sweep/cells.js";
import type { SweepMethod, SweepPlan } from "../sweep/plan.js";
import { cellsDone, computeNext, createQueue } from "../sweep/queue.js";
import { createArrays, type SweepResult } from "../sweep/results.js";
import { layoutOf } from "../sweep/starts.js";
import { inlineMore } from "./compiler.js";
import type { Task } from "./worker.js";

/** How the work of a sweep is done; none of it changes what comes out. */
export interface SweepOptions {
  /** Threads, this one among them; default: one for each processor. */
  workers?: number;
  /** Rows to compute, [from, to); default: all. */
  rows?: { from: number; to: number };
  /** Called as cells are done, with how many. */
  onCells?: (count: number) => void;
}

/** About the time a cell takes, in µs; decides how the work is cut, and nothing else. */
const COST: Record<SweepMethod, number> = { exact: 1, odex: 100 };

/** Work in a slice of cells, and so between two turns of the event loop in this thread, in µs. */
const SLICE = 20_000;

/** Below this much work, in µs, starting threads does not pay. */
const SMALL = 300_000;

/** A kept pool: threads outlive a sweep and are ready for the next one. */
let kept: { pool: Piscina; threads: number } | undefined;

async function poolOf(threads: number): Promise<Piscina> {
  if (kept?.threads !== threads) {
    await closeSweeps();
    const { Piscina } = await import("piscina");
    const filename = fileURLToPath(new URL("./worker.js", import.meta.url));
    kept = { threads, pool: new Piscina({ filename, minThreads: threads, maxThreads: threads }) };
  }
  return kept.pool;
}

/** Ends the threads that `sweep` keeps; without it the process stays alive. */
export async function closeSweeps(): Promise<void> {
  const pool = kept?.pool;
  kept = undefined;
  await pool?.destroy();
}

/**
 * Computes one trajectory for each start of a plan. The result is the same to the last bit for any number of
 * workers, and for any division into rows.
 *
 * @throws RangeError for the method `exact` where nothing exact is known
 * @example
 * ```js
 * import { expand, loadScenario, planSweep } from "dpo-flow";
 * import { closeSweeps, sweep } from "dpo-flow/node";
 *
 * const [panel] = expand(loadScenario("weak-sft"));
 * const { arrays } = await sweep(planSweep(panel, { metrics: ["finalPreferred"] }), { workers: 2 });
 * console.log(arrays.finalPreferred.length, Math.max(...arrays.finalPreferred).toFixed(3));
 * await closeSweeps();
 * // 65536 1.000
 * ```
 */
export async function sweep(plan: SweepPlan, options: SweepOptions = {}): Promise<SweepResult> {
  const { rows, columns } = layoutOf(plan.starts);
  const { from, to } = options.rows ?? { from: 0, to: rows };
  inlineMore();
  const solve = createCellsSolver(plan);
  const [origin, end] = [from * columns, to * columns];
  const cost = COST[plan.method];
  const work = (end - origin) * cost;
  const slices = Math.ceil(work / SLICE);
  const threads = work < SMALL ? 1 : Math.max(1, Math.min(slices, options.workers ?? availableParallelism()));
  const shared = threads > 1;
  const arrays = createArrays(plan, to - from, shared);
  const share = Math.ceil((end - origin) / threads);
  const queue = createQueue(origin, end, Math.min(share, SLICE / cost), shared);

  const task: Task = { plan, arrays, queue, origin };
  const pool = shared ? await poolOf(threads - 1) : undefined;
  const others = Promise.allSettled(Array.from({ length: threads - 1 }, () => pool?.run(task)));
  let told = 0;
  const tell = () => {
    const done = cellsDone(queue);
    options.onCells?.(done - told);
    told = done;
  };
  while (computeNext(queue, (first, last) => solve(arrays, origin, first, last))) {
    tell();
    await breathe();
  }
  for (const other of await others) if (other.status === "rejected") throw other.reason;
  tell();
  return { plan, from, to, arrays };
}
