import { describedPlan, type SweepMetric, type SweepPlan } from "./plan.js";
import type { SweepResult } from "./results.js";
import type { SweepReview } from "./review.js";
import { layoutOf } from "./starts.js";
import { type CellStatus, FAILURES, STATUSES } from "./statuses/registry.js";

/** What a sweep gave, in brief: `summary.json`. */
export interface SweepSummary extends Omit<SweepPlan, "metrics" | "starts"> {
  version: string;
  /** Plane, box, and what the sampling says of itself. */
  starts: Readonly<Record<string, unknown>>;
  shape: readonly number[];
  cells: number;
  /** Cells that could not be followed to their end. */
  failed: number | null;
  /** What broke the solver in cells of the status `error`; absent where nothing did. */
  errors?: SweepResult["errors"];
  /** A sample of the cells, computed again with dense output. */
  review: SweepReview;
  /** Cells per status; null where the sweep did not ask for it. */
  counts: Record<CellStatus, number> | null;
  /** The numbers that stand for statuses in status.npy. */
  statusCodes: Record<string, CellStatus>;
  /** Per metric, over the cells where it applies; null where it applies to none. */
  metrics: Partial<
    Record<SweepMetric, { cells: number; min: number | null; mean: number | null; max: number | null }>
  >;
}

function range(values: Float64Array) {
  let [cells, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    cells++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return cells > 0 ? { cells, min, mean: sum / cells, max } : { cells, min: null, mean: null, max: null };
}

/**
 * @param result  of all rows of its plan
 * @param review  of it, as `reviewSweep` gives it
 * @param version of this package
 */
export function summariseSweep(result: SweepResult, review: SweepReview, version: string): SweepSummary {
  const { plan, arrays, errors } = result;
  const { metrics, ...rest } = describedPlan(plan);
  const { shape } = layoutOf(plan.starts);
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<CellStatus, number>;
  for (const code of arrays.status ?? []) counts[STATUSES[code]]++;
  const failed = STATUSES.filter((status) => FAILURES.has(status)).reduce(
    (sum, status) => sum + counts[status],
    0,
  );
  return {
    version,
    ...rest,
    shape,
    cells: shape.reduce((product, n) => product * n, 1),
    failed: arrays.status ? failed : null,
    ...(errors.length > 0 && { errors }),
    review,
    counts: arrays.status ? counts : null,
    statusCodes: Object.fromEntries(STATUSES.map((status, code) => [code, status])),
    metrics: Object.fromEntries(
      metrics
        .filter((metric) => metric !== "status")
        .map((metric) => [metric, range(arrays[metric] ?? new Float64Array())]),
    ),
  };
}
