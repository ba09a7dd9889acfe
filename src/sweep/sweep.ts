import { checkWhole } from "../scenario/checks.js";
import { createCellsSolver } from "./cells.js";
import { checkPlan } from "./checkPlan.js";
import { joinErrors } from "./errors.js";
import type { SweepMethod, SweepPlan } from "./plan.js";
import { type CellQueue, cellsDone, createQueue, takeSlice, tellDone } from "./queue.js";
import { createArrays, type SweepArrays, type SweepResult } from "./results.js";
import { layoutOf } from "./starts.js";

/** What of a sweep is computed, and what is told meanwhile. */
export interface SweepOptions {
  /** Rows to compute, [from, to); default: all. */
  rows?: { from: number; to: number };
  /** Called as cells are done, with how many. */
  onCells?: (count: number) => void;
  /** Lets others have a turn, between slices of some milliseconds; default: the timers of the event loop. */
  pause?: () => Promise<unknown>;
  /**
   * Tells the time in ms. With it such turns come also within slices that take longer than they were made for:
   * some cells take a thousand times as long as most.
   */
  clock?: () => number;
}

/** About the time a cell takes, in µs; decides how the work is cut, and nothing else. */
const COST: Record<SweepMethod, number> = { exact: 1, odex: 100 };

/** Work in a slice of cells, and so between two turns of the event loop in this thread, in µs. */
const SLICE = 20_000;

/** The part of a sweep that is to be computed, and how much work that is. */
export interface SweepJob {
  plan: SweepPlan;
  from: number;
  to: number;
  /** Cells [origin, end), counted row by row. */
  origin: number;
  end: number;
  /** In µs, about. */
  work: number;
  /** Slices that it can be cut into. */
  slices: number;
}

/** @throws UsageError where the plan is none, or has not these rows */
export function jobOf(plan: SweepPlan, rows: SweepOptions["rows"]): SweepJob {
  checkPlan(plan);
  const layout = layoutOf(plan.starts);
  const { from, to } = rows ?? { from: 0, to: layout.rows };
  checkWhole("rows.from", from, 0, layout.rows - 1);
  checkWhole("rows.to", to, from + 1, layout.rows);
  const [origin, end] = [from * layout.columns, to * layout.columns];
  const work = (end - origin) * COST[plan.method];
  return { plan, from, to, origin, end, work, slices: Math.ceil(work / SLICE) };
}

/** What all threads of a job work on; plain data. */
export interface Task {
  plan: SweepPlan;
  arrays: SweepArrays;
  queue: CellQueue;
  /** The first cell of the arrays. */
  origin: number;
}

/**
 * @param threads more than one share memory
 * @param most    cells in a slice, for those who can have their other turns cheaply: some exact cells take a hundred
 *   times as long as others, and some are integrated
 */
export function createTask(
  { plan, from, to, origin, end }: SweepJob,
  threads: number,
  most = Number.POSITIVE_INFINITY,
): Task {
  const shared = threads > 1;
  const share = Math.ceil((end - origin) / threads);
  return {
    plan,
    origin,
    arrays: createArrays(plan, to - from, shared),
    queue: createQueue(origin, end, Math.min(share, most, SLICE / COST[plan.method]), shared),
  };
}

/** Time between two turns within a slice, in ms. */
const PATIENCE = 50;

/** Whether so many ms have passed since now; never without a clock. */
function lateIn(ms: number, clock: SweepOptions["clock"]): () => boolean {
  if (!clock) return () => false;
  const end = clock() + ms;
  return () => clock() > end;
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Takes part in a task from the calling thread until no cells are left.
 *
 * @param others what the other threads that take part have met, when they are done
 */
export async function takePart(
  { plan, from, to }: SweepJob,
  { arrays, queue, origin }: Task,
  { onCells, pause = nextTurn, clock }: SweepOptions,
  others: () => Promise<SweepResult["errors"][]>,
): Promise<SweepResult> {
  const { compute, errors } = createCellsSolver(plan, lateIn(PATIENCE, clock));
  let told = 0;
  const tell = () => {
    const done = cellsDone(queue);
    onCells?.(done - told);
    told = done;
  };
  for (let slice = takeSlice(queue); slice; slice = takeSlice(queue)) {
    for (let { from: next, to: last } = slice; next < last; ) {
      const done = compute(arrays, origin, next, last, lateIn(PATIENCE, clock));
      tellDone(queue, done - next);
      next = done;
      tell();
      await pause();
    }
  }
  const theirs = await others();
  tell();
  return { plan, from, to, arrays, errors: joinErrors([errors(), ...theirs]) };
}

/**
 * Computes one trajectory for each start of a plan, in the calling thread, which has its other turns meanwhile. The
 * result is the same to the last bit for any division into rows, and as with the threads of `dpo-flow/node`.
 *
 * @returns for each metric an array row by row, NaN where it does not apply, and for the status the numbers of
 *   `STATUSES`
 * @throws UsageError where the plan is none or has not these rows, and for the method `exact` where nothing exact is
 *   known
 * @example
 * ```js
 * import { expand, loadScenario, planSweep, sweep } from "dpo-flow";
 *
 * const [panel] = expand(loadScenario("weak-sft"));
 * const starts = { kind: "grid", nx: 3, ny: 2 };
 * const metrics = ["extinctionTime", "finalPreferred"];
 * const { plan, arrays } = await sweep(planSweep(panel, { starts, metrics }));
 * console.log(plan.method, plan.metrics.join());
 * console.log([...arrays.extinctionTime].map((time) => time.toFixed(3)).join());
 * // exact extinctionTime,finalPreferred,status
 * // 0.640,0.667,0.684,5.662,5.759,5.846
 * ```
 */
export async function sweep(plan: SweepPlan, options: SweepOptions = {}): Promise<SweepResult> {
  const job = jobOf(plan, options.rows);
  return takePart(job, createTask(job, 1), options, async () => []);
}
