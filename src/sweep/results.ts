import type { CellError } from "./errors.js";
import type { SweepMetric, SweepPlan } from "./plan.js";
import { layoutOf } from "./starts.js";

/** One array per metric, row by row; rows are those of the plan, or of one part of it. */
export type SweepArrays = Partial<Record<SweepMetric, Float64Array>>;

/** What a sweep or a part of one has given. */
export interface SweepResult {
  plan: SweepPlan;
  /** Rows covered: [from, to). */
  from: number;
  to: number;
  arrays: SweepArrays;
  /** What broke the solver in cells of the status `error`. */
  errors: CellError[];
}

/**
 * Empty arrays for some rows of a plan.
 *
 * @param shared whether threads can share them
 */
export function createArrays({ metrics, starts }: SweepPlan, rows: number, shared: boolean): SweepArrays {
  const bytes = rows * layoutOf(starts).columns * Float64Array.BYTES_PER_ELEMENT;
  const buffer = () => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  return Object.fromEntries(metrics.map((metric) => [metric, new Float64Array(buffer())]));
}
