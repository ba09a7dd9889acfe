import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Piscina } from "piscina";
import { extent, type SweepMethod, type SweepPlan } from "./plan.js";
import { createArrays, type SweepResult } from "./results.js";
import { createRowsSolver } from "./rows.js";
import type { Task } from "./worker.js";

export interface SweepOptions {
  /** Threads; default: one for each processor. With 1 everything happens in this one. */
  workers?: number;
  /** Rows to compute, [from, to); default: all. */
  rows?: { from: number; to: number };
  /** Called as cells are done, with how many. */
  onCells?: (count: number) => void;
}

/** About the time a cell takes, in µs; decides how the work is cut, and nothing else. */
const COST: Record<SweepMethod, number> = { exact: 1, odex: 100 };

/** Work between two turns of the event loop in this thread, and between two messages of a worker, in µs. */
const SLICE = 50_000;

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

const breathe = () => new Promise((resolve) => setImmediate(resolve));

let sweeps = 0;

/**
 * Computes one trajectory for each start of a plan. The result is the same to the last bit for any number of
 * workers, and for any division into rows.
 *
 * @throws RangeError for the method `exact` where nothing exact is known
 */
export async function sweep(plan: SweepPlan, options: SweepOptions = {}): Promise<SweepResult> {
  const { rows, columns } = extent(plan.starts);
  const { from, to } = options.rows ?? { from: 0, to: rows };
  const work = (to - from) * columns * COST[plan.method];
  const threads = work < SMALL ? 1 : Math.max(1, options.workers ?? availableParallelism());
  const arrays = createArrays(plan, to - from, threads > 1);
  const slice = Math.max(
    1,
    Math.min(Math.ceil((to - from) / threads), Math.floor(SLICE / (columns * COST[plan.method]))),
  );
  const slices: { from: number; to: number }[] = [];
  for (let row = from; row < to; row += slice) slices.push({ from: row, to: Math.min(to, row + slice) });

  if (threads === 1) {
    const solve = createRowsSolver(plan);
    for (const part of slices) {
      solve(arrays, from, part.from, part.to);
      options.onCells?.((part.to - part.from) * columns);
      await breathe();
    }
  } else {
    const pool = await poolOf(threads);
    const id = ++sweeps;
    await Promise.all(
      slices.map(async (part) => {
        const task: Task = { id, plan, arrays, origin: from, ...part };
        await pool.run(task);
        options.onCells?.((part.to - part.from) * columns);
      }),
    );
  }
  return { plan, from, to, arrays };
}
