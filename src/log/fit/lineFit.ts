import type { LogRow } from "../log.js";
import { fitTrend, type Interval, interval } from "./trend.js";

/** The log's row that lies farthest from the fitted line. */
export interface Residual {
  step: number;
  /** Logged r1, that of the line at the same r2, and their difference, in nats. */
  r1: number;
  fitted: number;
  residual: number;
}

/** Straight lines through a log in the log-ratio plane. */
export interface LineFit {
  /** Rows that entered: all but those at (0, 0) itself. */
  rows: number;
  /** Least-squares slope of r1 on r2 through (0, 0). */
  slope: number;
  /** 95 % interval of the slope; assumes independent errors of equal size. */
  slopeInterval: Interval;
  /** The line that need not pass through (0, 0); null where r2 is the same in every row. */
  intercept: number | null;
  interceptInterval: Interval | null;
  slopeWithIntercept: number | null;
  slopeWithInterceptInterval: Interval | null;
  /**
   * 1 − Σe²/Σ(r1 − mean)², so that both lines are measured alike; may be negative. Null where r1 is constant.
   */
  rSquared: number | null;
  rSquaredWithIntercept: number | null;
  /** Standard deviation of r1 about the line through (0, 0), in nats. */
  residualSpread: number;
  largestResidual: Residual;
  /** Correlation of each residual with the one before; null where there are none to speak of. */
  residualAutocorrelation: number | null;
  /**
   * Rows from the first one to the last that lies above (below) the line without interruption, the longest
   * such.
   */
  longestAbove: [from: number, to: number] | null;
  longestBelow: [from: number, to: number] | null;
}

const total = (rows: readonly LogRow[], of: (row: LogRow) => number) =>
  rows.reduce((sum, row) => sum + of(row), 0);

/** Correlation of neighbours, Σeᵢeᵢ₋₁/Σe²; null for errors that are mere rounding. */
function autocorrelation(errors: readonly number[], scale: number): number | null {
  const square = errors.reduce((sum, e) => sum + e * e, 0);
  if (!(square > (1e-12 * scale) ** 2)) return null;
  return errors.slice(1).reduce((sum, e, i) => sum + e * errors[i], 0) / square;
}

/** The longest stretch of rows whose error has a sign. */
function longestRun(
  rows: readonly LogRow[],
  errors: readonly number[],
  sign: 1 | -1,
): [number, number] | null {
  let best: [number, number] | null = null;
  for (let i = 0; i < errors.length; i++) {
    if (!(errors[i] * sign > 0)) continue;
    const from = i;
    while (i + 1 < errors.length && errors[i + 1] * sign > 0) i++;
    if (!best || i - from > best[1] - best[0]) best = [from, i];
  }
  return best && [rows[best[0]].step, rows[best[1]].step];
}

/**
 * Fits the line that a margin loss draws under a constant kernel, r1 = s·r2, and beside it the one with a
 * free intercept.
 *
 * Through the origin, where DPO starts: Σ(r1 − s r2)² is least at s = Σr1r2/Σr2². With s² = Σe²/(n − 1) for
 * the variance of an error, se(s) = √(s²/Σr2²), and (ŝ − s)/se follows Student's t with n − 1 degrees of
 * freedom if the errors are independent and of equal size. Rows of one training run are neither, so
 * `residualAutocorrelation` is reported beside the interval. r2 is taken as free of error: its noise is small
 * against the way it goes.
 *
 * @param all rows of a log; at least two of them off (0, 0)
 * @returns   null where r2 is 0 in every row: then no line through the origin has a slope
 */
export function fitLine(all: readonly LogRow[]): LineFit | null {
  const rows = all.filter(({ r1, r2 }) => r1 !== 0 || r2 !== 0);
  const square2 = total(rows, ({ r2 }) => r2 * r2);
  if (!(square2 > 0) || rows.length < 2) return null;
  const slope = total(rows, ({ r1, r2 }) => r1 * r2) / square2;
  const errors = rows.map(({ r1, r2 }) => r1 - slope * r2);
  const square = errors.reduce((sum, e) => sum + e * e, 0);
  const freedom = rows.length - 1;
  const worst = errors.reduce((a, e, i) => (Math.abs(e) > Math.abs(errors[a]) ? i : a), 0);
  const line = fitTrend(
    rows,
    ({ r2 }) => r2,
    ({ r1 }) => r1,
  );
  const mean1 = total(rows, ({ r1 }) => r1) / rows.length;
  const spread1 = total(rows, ({ r1 }) => (r1 - mean1) ** 2);
  const share = (left: number) => (spread1 > 0 ? 1 - left / spread1 : null);
  return {
    rows: rows.length,
    slope,
    slopeInterval: interval(slope, Math.sqrt(square / freedom / square2), freedom),
    intercept: line?.intercept ?? null,
    interceptInterval: line?.interceptInterval ?? null,
    slopeWithIntercept: line?.slope ?? null,
    slopeWithInterceptInterval: line?.slopeInterval ?? null,
    rSquared: share(square),
    rSquaredWithIntercept: line && share(line.residualSquares),
    residualSpread: Math.sqrt(square / freedom),
    largestResidual: {
      step: rows[worst].step,
      r1: rows[worst].r1,
      fitted: slope * rows[worst].r2,
      residual: errors[worst],
    },
    residualAutocorrelation: autocorrelation(errors, Math.sqrt(square2)),
    longestAbove: longestRun(rows, errors, 1),
    longestBelow: longestRun(rows, errors, -1),
  };
}

/**
 * How many times wider an interval becomes when neighbouring errors are correlated: √((1 + ρ)/(1 − ρ)), for
 * errors of a first-order autoregression about a regressor that changes slowly.
 *
 * @see Box, Jenkins and Reinsel, Time Series Analysis: variance of the mean of an autocorrelated series
 */
export const wideningBy = (correlation: number): number =>
  Math.sqrt((1 + correlation) / (1 - Math.min(correlation, 0.999)));
