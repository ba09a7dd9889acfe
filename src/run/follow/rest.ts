import type { Flow } from "../../model/flow.js";
import { branchOf, type Mode, velocityOf } from "./mode.js";

/**
 * Steps of the finite differences of the gradient, in log-ratios: the first at which the gradient is finite
 * serves. The large one is the most accurate; near the edge of a loss's domain only a small one fits.
 */
const STEPS = [1e-4, 1e-6, 1e-8];

/** Finite differences with the first of `STEPS` that gives finite ones. */
function differences(take: (h: number) => number[]): number[] {
  let values: number[] = [];
  for (const h of STEPS) {
    values = take(h);
    if (values.every(Number.isFinite)) break;
  }
  return values;
}

/** Newton's method towards the rest point of a mode. */
export interface RestFinder {
  /** Newton step (δ1, δ2) from (r1, r2) into `out`; false where there is no minimum ahead. */
  step(r1: number, r2: number, out: Float64Array): boolean;
  /** Gradient evaluations spent so far. */
  readonly evaluations: number;
}

/**
 * Looks for the rest point that a trajectory in `mode` approaches.
 *
 * Where the motion has one direction (along a wall, an axis, with a loss of the margin alone, whose rest points
 * fill a line, or in a metric of rank 1) Newton's method runs along it; otherwise it uses the full Hessian of the loss, which
 * needs no metric and so is blind to stiffness.
 */
export function restFinder(flow: Flow, mode: Mode): RestFinder {
  const { loss } = branchOf(flow, mode);
  const { dead } = mode;
  const { direction } = flow.geometry;
  const velocity = velocityOf(flow, mode);
  const onLine = mode.wall !== undefined || dead !== undefined || loss.margin || direction !== undefined;
  const [d, g, up, down] = [
    new Float64Array(2),
    new Float64Array(2),
    new Float64Array(2),
    new Float64Array(2),
  ];
  let evaluations = 0;

  const gradient = (r1: number, r2: number, out: Float64Array) => {
    evaluations++;
    loss.gradient(dead === 0 ? -Infinity : r1, dead === 1 ? -Infinity : r2, out);
  };

  const alongLine = (r1: number, r2: number, out: Float64Array) => {
    if (velocity(r1, r2, d) === -Infinity) {
      out.fill(0);
      return true;
    }
    evaluations++;
    // Near rest a velocity cancels, and rounding would turn it.
    if (direction && !mode.wall && dead === undefined) d.set(direction);
    const length = Math.hypot(d[0], d[1]);
    const [d1, d2] = [d[0] / length, d[1] / length];
    // A component that does not move does not enter: its gradient may be infinite (an extinct response).
    const along = (v: Float64Array) => (d1 === 0 ? 0 : d1 * v[0]) + (d2 === 0 ? 0 : d2 * v[1]);
    gradient(r1, r2, g);
    const curvature = differences((h) => {
      gradient(r1 + h * d1, r2 + h * d2, up);
      gradient(r1 - h * d1, r2 - h * d2, down);
      return [(along(up) - along(down)) / (2 * h)];
    })[0];
    const distance = -along(g) / curvature;
    out[0] = d1 === 0 ? 0 : distance * d1;
    out[1] = d2 === 0 ? 0 : distance * d2;
    return curvature > 0;
  };

  const inPlane = (r1: number, r2: number, out: Float64Array) => {
    gradient(r1, r2, g);
    const [h11, h12, h22] = differences((h) => {
      gradient(r1 + h, r2, up);
      gradient(r1 - h, r2, down);
      const [left, across] = [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
      gradient(r1, r2 + h, up);
      gradient(r1, r2 - h, down);
      return [left, (across + (up[0] - down[0]) / (2 * h)) / 2, (up[1] - down[1]) / (2 * h)];
    });
    const determinant = h11 * h22 - h12 * h12;
    out[0] = (h12 * g[1] - h22 * g[0]) / determinant;
    out[1] = (h12 * g[0] - h11 * g[1]) / determinant;
    // Differences of the gradient carry rounding: a Hessian that is singular up to it has no minimum to offer.
    return h11 > 0 && determinant > 1e-10 * h11 * h22;
  };

  return {
    step: onLine ? alongLine : inPlane,
    get evaluations() {
      return evaluations;
    },
  };
}
