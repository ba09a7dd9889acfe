import type { Loss } from "../model/loss.js";

/** Where x2 (or x1) is zero, limits are taken at this log-ratio. */
const LIMIT = -1e6;

/** This close to a kink a state is on it, where the slope is that of the branch above. */
const ON_KINK = 1e-9;

/**
 * log of |f1/x1| / |f2/x2| (|∂L/∂x1| / |∂L/∂x2| where f = −∂L/∂r), the ratio of the updates where no wall
 * stands in the way.
 */
export function logUpdateRatio(loss: Loss, r1: number, r2: number): number {
  const [a, b] = [Math.max(r1, LIMIT), Math.max(r2, LIMIT)];
  // |f1| = |f2| for a loss of the margin; at rest both are rounding.
  if (loss.margin) return b - a;
  const { kink } = loss;
  const branch = kink && Math.abs(kink.value(a, b)) < ON_KINK ? kink.above : loss;
  const force = new Float64Array(4);
  branch.logForce(a, b, force);
  return force[1] - a - (force[3] - b);
}

/** |∂L/∂x1| / |∂L/∂x2|; null where it is not finite. */
export function updateRatio(loss: Loss, { r1, r2 }: { r1: number; r2: number }): number | null {
  const ratio = Math.exp(logUpdateRatio(loss, r1, r2));
  return Number.isFinite(ratio) ? ratio : null;
}
