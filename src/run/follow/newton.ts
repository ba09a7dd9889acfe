import type { Mode } from "./mode.js";

/** Newton's method towards the rest point of a mode. */
export interface RestFinder {
  /**
   * Newton step (δ1, δ2) from (r1, r2) into `out`; false where no point is ahead that draws trajectories in.
   */
  step(r1: number, r2: number, out: Float64Array): boolean;
  /** Evaluations of the force spent so far. */
  readonly evaluations: number;
}

/**
 * Steps of the finite differences of a force, in log-ratios: the first at which the force is finite serves.
 * The large one is the most accurate; near the edge of a loss's domain only a small one fits.
 */
const STEPS = [1e-4, 1e-6, 1e-8];

/** Finite differences with the first of `STEPS` that gives finite ones. */
export function differences(take: (h: number) => number[]): number[] {
  let values: number[] = [];
  for (const h of STEPS) {
    values = take(h);
    if (values.every(Number.isFinite)) break;
  }
  return values;
}

/**
 * A matrix is singular once its determinant is this share of the products it is made of: differences carry
 * rounding.
 */
export const SINGULAR = 1e-10;

/** Writes the step of a length along d, of length 1, from (r1, r2) into `out`; one along a wall stays on it. */
export function stepAlong(
  { wall }: Mode,
  r1: number,
  r2: number,
  d: ArrayLike<number>,
  length: number,
  out: Float64Array,
): void {
  out[0] = d[0] === 0 ? 0 : length * d[0];
  out[1] = d[1] === 0 ? 0 : length * d[1];
  if (!wall) return;
  out[0] += r1;
  out[1] += r2;
  wall.snap(out);
  out[0] -= r1;
  out[1] -= r2;
}
