import { metricOf } from "../measure/registry.js";
import { createFlow } from "../model/flow.js";
import { numbersOf } from "./ask.js";
import { type Cell, createCell } from "./cell.js";
import type { SweepMethod, SweepMetric } from "./plan.js";
import type { SweepArrays, SweepResult } from "./results.js";
import { uniform } from "./samplings/uniform.js";
import { createOdexCell } from "./solvers/odexCell.js";
import { layoutOf, startsOf } from "./starts.js";
import { STATUSES } from "./statuses/registry.js";

/**
 * One cell in so many is computed again: that takes some 300 µs, and so under 2 % of the time of the sweep.
 */
const ONE_IN: Record<SweepMethod, number> = { odex: 300, exact: 20_000 };

/** Cells that are computed again, at most. */
const MOST = 100;

/** Evaluations of the right-hand side after which no further cell is computed again: a second, about. */
const PATIENCE = 2_000_000;

/** A difference worth a warning, in units of the relative tolerance asked for. */
const WORTH_A_WARNING = 10;

/** A sample of the cells of a sweep, compared with runs that have dense output. */
export interface SweepReview {
  /** Cells computed again. */
  cells: number;
  /** Those of them with another status, or with a number where the other way gives none. */
  disagreeing: number;
  /** Largest relative difference of a number that both ways give; 0 where there is none to compare. */
  difference: number;
  /** Where that is: the first of the cells that disagree, if any; null where all numbers are equal. */
  worst: { metric: SweepMetric; cell: number; start: readonly [number, number] } | null;
  /** Whether that is more than the tolerance allows for. */
  suspicious: boolean;
}

/** Cells looked at for each one to be computed again, at most: many may lie outside the domain. */
const TRIES = 50;

/** How many cells of a sweep are computed again. */
const countOf = (cells: number, method: SweepMethod): number =>
  Math.min(MOST, Math.max(1, Math.floor(cells / ONE_IN[method])));

/** How the numbers of a cell differ from those that it should have. */
interface Comparison {
  /** What only one of the two has, or has otherwise: the status, or a number. */
  disagreement?: SweepMetric;
  /** The metric with the largest relative difference, and that. */
  metric?: SweepMetric;
  difference: number;
}

/** @param x1 of the start: of a difference of two values of x, such as a gain, nothing finer is known */
function compared(
  arrays: SweepArrays,
  k: number,
  expected: Cell,
  metrics: readonly SweepMetric[],
  x1: number,
): Comparison {
  const { status } = arrays;
  if (status && STATUSES[status[k]] !== expected.status) return { disagreement: "status", difference: 0 };
  const comparison: Comparison = { difference: 0 };
  for (const [i, metric] of numbersOf(metrics).entries()) {
    const [ours, theirs] = [arrays[metric]?.[k] ?? Number.NaN, expected.values[i]];
    if (Object.is(ours, theirs)) continue;
    const least = metricOf(metric).computed.kind === "ends" ? x1 : 0;
    const difference = Math.abs(ours - theirs) / Math.max(Math.abs(theirs), least);
    if (Number.isNaN(difference)) comparison.disagreement ??= metric;
    else if (difference > comparison.difference) Object.assign(comparison, { metric, difference });
  }
  return comparison;
}

/**
 * Computes some cells of a sweep again, with dense output and its stricter control of steps, and compares.
 *
 * @param result of all rows of its plan
 */
export function reviewSweep(result: SweepResult): SweepReview {
  const { plan, arrays } = result;
  const { settings, method, metrics } = plan;
  const { rows, columns } = layoutOf(plan.starts);
  const start = startsOf(plan);
  const flow = createFlow(settings);
  const cost = { evaluations: 0 };
  const solve = createOdexCell(flow, settings, metrics, { dense: true, cost });
  const cell = createCell(plan);
  const x = new Float64Array(2);
  const review: SweepReview = { cells: 0, disagreeing: 0, difference: 0, worst: null, suspicious: false };
  const count = countOf(rows * columns, method);
  for (let i = 0; i < TRIES * count && review.cells < count && cost.evaluations < PATIENCE; i++) {
    // The same cells for every division of the work.
    const k = Math.floor(uniform(1, i, 0) * rows * columns);
    start(Math.floor(k / columns), k % columns, x);
    if (!flow.isStart(Math.log(x[0]), Math.log(x[1]))) continue;
    cell.values.fill(Number.NaN);
    cell.status = solve(x[0], x[1], cell);
    review.cells++;
    const { disagreement, metric, difference } = compared(arrays, k, cell, metrics, x[0]);
    const where = { cell: k, start: [x[0], x[1]] as const };
    if (disagreement && review.disagreeing++ === 0) review.worst = { metric: disagreement, ...where };
    if (difference <= review.difference) continue;
    review.difference = difference;
    if (metric && review.disagreeing === 0) review.worst = { metric, ...where };
  }
  const allowed = WORTH_A_WARNING * settings.tolerance.relative;
  review.suspicious = review.disagreeing > 0 || review.difference > allowed;
  return review;
}
