import { cubicAt } from "./cubic.js";
import type { Slopes } from "./extrapolation.js";
import type { Cost, Step } from "./odex.js";
import type { Derivative, Tolerance } from "./problem.js";

/**
 * A step is looked into where it does not go where the mean of its slopes leads, by more than this share of the
 * way that the larger one would go. Those that have missed a knee are off by a quarter or a half.
 */
const BEND = 0.1;

/** Motion of a component that matters, in units of its error weight. */
const MATTERS = 1e4;

/**
 * Nodes and weights of the Gauss–Lobatto rule with five points on [0, 1], without its ends, whose weights are
 * 1/20, the middle first; DLMF 3.5 (v).
 */
const LOBATTO = [
  [0.5, 0.3555555555555556],
  [0.1726731646460114, 0.2722222222222222],
  [0.8273268353539887, 0.2722222222222222],
] as const;

/** Weights inside a step: of the trapezoidal rule, Simpson's and Lobatto's. */
const [NONE, SIMPSON, WEIGHTS] = [[], [2 / 3], LOBATTO.map(([, weight]) => weight)];

/** Share of the way at the largest slope by which quadrature may differ from the step. */
const MISMATCH = 0.03;

/**
 * Tells whether a step has jumped over something: without dense output a step may be accepted on a single
 * comparison of two columns with two and four substeps, and where the slope is constant on both sides of a
 * sharp knee both make the same large error (a knee between 1/2 and 3/4 of the step: three quarters of the way
 * where the slope ends there, half of it where it turns around). The slopes at both ends do not lead there, and
 * quadrature along the cubic through them shows whether the step has seen why.
 */
export function createReview(
  derivative: Derivative,
  n: number,
  { absolute, relative }: Tolerance,
  cost: Cost,
) {
  const y = new Float64Array(n);
  const inside = LOBATTO.map(() => new Float64Array(n));
  /** Whether a step is off, by more than a share of its way, of where weights of its slopes lead. */
  const isOff = (
    { s0, y0, s1, y1 }: Step,
    { start, end }: Slopes,
    ends: number,
    weights: readonly number[],
    share: number,
  ) => {
    const h = s1 - s0;
    for (let i = 0; i < n; i++) {
      let sum = ends * (start[i] + end[i]);
      let most = Math.max(Math.abs(start[i]), Math.abs(end[i]));
      for (let k = 0; k < weights.length; k++) {
        sum += weights[k] * inside[k][i];
        most = Math.max(most, Math.abs(inside[k][i]));
      }
      const matters = h * most > MATTERS * (absolute[i] + relative[i] * Math.abs(y1[i]));
      if (matters && Math.abs(y1[i] - y0[i] - h * sum) > share * h * most) return true;
    }
    return false;
  };
  const look = (step: Step, slopes: Slopes, k: number) => {
    const [x] = LOBATTO[k];
    derivative(step.s0 + x * (step.s1 - step.s0), cubicAt(step, slopes, x, y), inside[k]);
    cost.evaluations++;
  };
  return (step: Step, slopes: Slopes): boolean => {
    if (!isOff(step, slopes, 1 / 2, NONE, BEND)) return false;
    look(step, slopes, 0);
    if (!isOff(step, slopes, 1 / 6, SIMPSON, MISMATCH)) return false;
    look(step, slopes, 1);
    look(step, slopes, 2);
    return isOff(step, slopes, 1 / 20, WEIGHTS, MISMATCH);
  };
}
