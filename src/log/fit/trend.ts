import type { LogRow } from "../log.js";
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

const CONFIDENCE = 0.95;

/** The 95 % interval of an estimate by Student's t. */
export const interval = (value: number, standardError: number, freedom: number): Interval => {
  const half = studentQuantile(freedom, CONFIDENCE) * standardError;
  return [value - half, value + half];
};

/**
 * Ordinary least squares of y on x with an intercept.
 *
 * b = Σ(x − x̄)(y − ȳ)/Σ(x − x̄)² and a = ȳ − b x̄; with s² = Σe²/(n − 2), se(b)² = s²/Σ(x − x̄)² and se(a)²
 * = s²(1/n + x̄²/Σ(x − x̄)²). The intervals use Student's t with n − 2 degrees of freedom and assume
 * independent errors of equal size.
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
  const spread = sum((row) => (x(row) - meanX) ** 2);
  if (!(spread > 0)) return null;
  const slope = sum((row) => (x(row) - meanX) * (y(row) - meanY)) / spread;
  const intercept = meanY - slope * meanX;
  const residualSquares = sum((row) => (y(row) - intercept - slope * x(row)) ** 2);
  const s = Math.sqrt(residualSquares / (n - 2));
  return {
    rows: n,
    from: rows[0].step,
    to: rows[n - 1].step,
    slope,
    slopeInterval: interval(slope, s / Math.sqrt(spread), n - 2),
    intercept,
    interceptInterval: interval(intercept, s * Math.sqrt(1 / n + meanX ** 2 / spread), n - 2),
    residualSquares,
  };
}
