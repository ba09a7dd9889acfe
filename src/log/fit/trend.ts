import type { LogRow } from "../log.js";
import { correlatedSquare, type ErrorScale, errorCorrelation, errorScale } from "./serial.js";
import { studentQuantile } from "./studentT.js";

/** Where a value lies with a confidence of 95 %. */
export type Interval = [low: number, high: number];

/** A straight line with a free intercept through some rows of a log. */
export interface Trend {
  rows: number;
  /** Steps of the first and the last of the rows. */
  from: number;
  to: number;
  slope: number;
  slopeInterval: Interval;
  intercept: number;
  interceptInterval: Interval;
  /** Σ(residual)². */
  residualSquares: number;
}

/** What intervals hold, and how sure a misfit must be that an intercept is none of chance. */
export const CONFIDENCE = { interval: 0.95, misfit: 0.98 } as const;

/**
 * The interval of an estimate Σcᵢyᵢ by Student's t, for errors whose neighbours are correlated.
 *
 * @param weights     cᵢ, what each row adds to the estimate
 * @param correlation of neighbouring errors
 */
export function interval(
  value: number,
  weights: readonly number[],
  { variance, freedom }: ErrorScale,
  correlation: number,
  confidence: number = CONFIDENCE.interval,
): Interval {
  const error = Math.sqrt(variance * correlatedSquare(weights, correlation));
  const half = studentQuantile(freedom, confidence) * error;
  return [value - half, value + half];
}

/**
 * Ordinary least squares of y on x with an intercept: b = Σ(x − x̄)(y − ȳ)/Σ(x − x̄)² and a = ȳ − b x̄.
 *
 * The intervals use Student's t, and know that neighbouring errors are correlated (`serial.ts`); where the rows are
 * too few to tell, they take them to be independent.
 *
 * @returns null for fewer than three rows, or where x is the same in all of them
 */
export function fitTrend(
  rows: readonly LogRow[],
  x: (row: LogRow) => number,
  y: (row: LogRow) => number,
): Trend | null {
  const n = rows.length;
  if (n < 3) return null;
  const sum = (of: (row: LogRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [meanX, meanY] = [sum(x) / n, sum(y) / n];
  const centred = rows.map((row) => x(row) - meanX);
  const spread = centred.reduce((total, d) => total + d * d, 0);
  if (!(spread > 0)) return null;
  const slope = rows.reduce((total, row, i) => total + centred[i] * (y(row) - meanY), 0) / spread;
  const intercept = meanY - slope * meanX;
  const residuals = rows.map((row) => y(row) - intercept - slope * x(row));
  const residualSquares = residuals.reduce((total, e) => total + e * e, 0);
  const correlation = errorCorrelation(residuals, Math.sqrt(sum((row) => y(row) ** 2))) ?? 0;
  const scale = errorScale(residualSquares, [centred.map(() => 1), centred], correlation);
  const weights = centred.map((d) => d / spread);
  return {
    rows: n,
    from: rows[0].step,
    to: rows[n - 1].step,
    slope,
    slopeInterval: interval(slope, weights, scale, correlation),
    intercept,
    interceptInterval: interval(
      intercept,
      weights.map((w) => 1 / n - meanX * w),
      scale,
      correlation,
    ),
    residualSquares,
  };
}
