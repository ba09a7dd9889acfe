import { cubicAt } from "./cubic.js";
import type { Slopes } from "./extrapolation.js";
import type { Cost, Step } from "./odex.js";
import type { Derivative } from "./problem.js";

/**
 * A step is looked into where its slope changes by more than TURN of the larger one, or where it does not go
 * where the mean of its slopes leads, by more than BEND of the way. A guess: one step in ten is.
 */
const [TURN, BEND] = [0.5, 0.05];

/**
 * Nodes and weights of the Gauss–Lobatto rule with five points on [0, 1], without its ends, whose weights are
 * 1/20; DLMF 3.5 (v).
 */
const LOBATTO = [
  [0.1726731646460114, 0.2722222222222222],
  [0.5, 0.3555555555555556],
  [0.8273268353539887, 0.2722222222222222],
] as const;

/** Share of the distance that a step would cover at its largest slope by which quadrature may differ from it. */
const MISMATCH = 0.03;

/**
 * Tells whether a step has jumped over something: without dense output a step may be accepted on a single
 * comparison of two columns with two and four substeps, and where the slope is constant on both sides of a
 * sharp knee both make the same large error (a knee between 1/2 and 3/4 of the step: three quarters of the way
 * where the slope ends there, half of it where it turns around). The slopes at both ends do not lead there, and
 * quadrature along the cubic through them shows whether the step has seen why.
 */
export function createReview(derivative: Derivative, n: number, cost: Cost) {
  const y = new Float64Array(n);
  const slope = LOBATTO.map(() => new Float64Array(n));
  const bends = ({ s0, y0, s1, y1 }: Step, { start, end }: Slopes): boolean => {
    const h = s1 - s0;
    for (let i = 0; i < n; i++) {
      const [a, b] = [start[i], end[i]];
      const most = Math.max(Math.abs(a), Math.abs(b));
      if (Math.abs(b - a) > TURN * most) return true;
      if (Math.abs(y1[i] - y0[i] - (h / 2) * (a + b)) > BEND * h * most) return true;
    }
    return false;
  };
  return (step: Step, slopes: Slopes): boolean => {
    if (!bends(step, slopes)) return false;
    const { start, end } = slopes;
    for (const [k, [x]] of LOBATTO.entries()) {
      derivative(step.s0 + x * (step.s1 - step.s0), cubicAt(step, slopes, x, y), slope[k]);
      cost.evaluations++;
    }
    const h = step.s1 - step.s0;
    for (let i = 0; i < n; i++) {
      let sum = (start[i] + end[i]) / 20;
      let most = Math.max(Math.abs(start[i]), Math.abs(end[i]));
      for (const [k, [, weight]] of LOBATTO.entries()) {
        sum += weight * slope[k][i];
        most = Math.max(most, Math.abs(slope[k][i]));
      }
      if (Math.abs(step.y1[i] - step.y0[i] - h * sum) > MISMATCH * h * most) return true;
    }
    return false;
  };
}
