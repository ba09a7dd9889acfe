import { availableParallelism } from "node:os";
import { setImmediate as breathe } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Piscina } from "piscina";
import { checkWhole } from "../scenario/checks.js";
import type { CellError } from "../sweep/errors.js";
import type { SweepPlan } from "../sweep/plan.js";
import type { SweepResult } from "../sweep/results.js";
import { createTask, jobOf, type SweepOptions, takePart } from "../sweep/sweep.js";
import { inlineMore } from "./compiler.js";

/** How the work of a sweep is done; none of it changes what comes out. */
export interface ThreadOptions extends SweepOptions {
  /** Threads, this one among them; default: one for each processor. */
  workers?: number;
}

/** Below this much work, in µs, starting threads does not pay. */
const SMALL = 300_000;

/** Cells between two turns of the event loop, at most, so that signals are heard. */
const MOST = 1000;

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

/**
 * Ends the threads that `sweep` keeps ready for the next one, and frees their memory. Idle threads do not
 * keep the process alive, so a program that ends anyway need not call it.
 */
export async function closeSweeps(): Promise<void> {
  const pool = kept?.pool;
  kept = undefined;
  await pool?.destroy();
}

/**
 * Computes one trajectory for each start of a plan, in several threads. The result is the same to the last
 * bit for any number of workers, and for any division into rows.
 *
 * @throws UsageError where the plan is none, has not these rows, or `workers` is no whole number ≥ 1; and for
 *   the method `exact` where nothing exact is known
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
export async function sweep(plan: SweepPlan, options: ThreadOptions = {}): Promise<SweepResult> {
  const job = jobOf(plan, options.rows);
  const { workers = availableParallelism() } = options;
  checkWhole("workers", workers, 1);
  const threads = job.work < SMALL ? 1 : Math.max(1, Math.min(job.slices, workers));
  const task = createTask(job, threads, MOST);
  inlineMore();
  const pool = threads > 1 ? await poolOf(threads - 1) : undefined;
  const others = Promise.allSettled(
    Array.from({ length: threads - 1 }, (): Promise<CellError[]> | undefined => pool?.run(task)),
  );
  return takePart(job, task, { pause: breathe, clock: () => performance.now(), ...options }, async () =>
    (await others).map((other) => {
      if (other.status === "rejected") throw other.reason;
      return other.value ?? [];
    }),
  );
}
