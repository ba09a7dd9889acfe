import type { Flow } from "../../model/flow.js";
import { branchOf, type Mode, velocityOf } from "./mode.js";
import { differences, type RestFinder, SINGULAR } from "./newton.js";

/** Signs and logarithms of the forces (1, 0) and (0, 1). */
const UNITS = [Float64Array.of(1, 0, 0, -Infinity), Float64Array.of(0, -Infinity, 1, 0)] as const;

/** Speed along the direction of motion, in units of the speed at the point where that direction was taken. */
function lineFinder(flow: Flow, mode: Mode): RestFinder {
  const velocity = velocityOf(flow, mode);
  const [d, v] = [new Float64Array(2), new Float64Array(2)];
  let evaluations = 0;
  return {
    step(r1, r2, out) {
      evaluations++;
      const scale = velocity(r1, r2, d);
      const length = Math.hypot(d[0], d[1]);
      if (scale === -Infinity || length === 0) {
        out.fill(0);
        return true;
      }
      const [d1, d2] = [d[0] / length, d[1] / length];
      const speed = (h: number) => {
        evaluations++;
        const factor = Math.exp(velocity(r1 + h * d1, r2 + h * d2, v) - scale);
        return factor * (d1 * v[0] + d2 * v[1]);
      };
      const [slope] = differences((h) => [(speed(h) - speed(-h)) / (2 * h)]);
      const distance = -length / slope;
      out[0] = d1 === 0 ? 0 : distance * d1;
      out[1] = d2 === 0 ? 0 : distance * d2;
      return slope < 0;
    },
    get evaluations() {
      return evaluations;
    },
  };
}

/**
 * In the plane: f = 0 by the Jacobian J of the force, which needs no metric and so is blind to stiffness. Of
 * the metric it takes whether the point attracts: K J has two eigenvalues of negative real part where its
 * trace is negative and its determinant, which has the sign of det J, positive.
 */
function planeFinder(flow: Flow, mode: Mode): RestFinder {
  const { loss } = branchOf(flow, mode);
  const [f, up, down] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  const [k1, k2] = [new Float64Array(2), new Float64Array(2)];
  let evaluations = 0;
  const force = (r1: number, r2: number, out: Float64Array) => {
    evaluations++;
    loss.force(r1, r2, out);
  };
  return {
    step(r1, r2, out) {
      force(r1, r2, f);
      const [j11, j21, j12, j22] = differences((h) => {
        force(r1 + h, r2, up);
        force(r1 - h, r2, down);
        const first = [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
        force(r1, r2 + h, up);
        force(r1, r2 - h, down);
        return [...first, (up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
      });
      const determinant = j11 * j22 - j12 * j21;
      out[0] = (j12 * f[1] - j22 * f[0]) / determinant;
      out[1] = (j21 * f[0] - j11 * f[1]) / determinant;
      const scale1 = flow.geometry.velocity(r1, r2, UNITS[0], k1);
      const scale2 = flow.geometry.velocity(r1, r2, UNITS[1], k2);
      const top = Math.max(scale1, scale2);
      const trace =
        Math.exp(scale1 - top) * (k1[0] * j11 + k1[1] * j12) +
        Math.exp(scale2 - top) * (k2[0] * j21 + k2[1] * j22);
      return trace < 0 && determinant > SINGULAR * (Math.abs(j11 * j22) + Math.abs(j12 * j21));
    },
    get evaluations() {
      return evaluations;
    },
  };
}

/**
 * Newton's method towards an attracting rest point of r' = K f, for a force that is not the gradient of
 * anything.
 *
 * Where the motion has one direction (along a wall, a kink or an axis, for a loss of the margin alone, whose
 * rest points fill a line, or in a metric of rank 1) it runs along it, towards where the speed falls to 0.
 */
export function attractorFinder(flow: Flow, mode: Mode): RestFinder {
  const { wall, dead, side } = mode;
  const onLine =
    wall !== undefined ||
    dead !== undefined ||
    side === "on" ||
    branchOf(flow, mode).loss.margin ||
    flow.geometry.direction !== undefined;
  return onLine ? lineFinder(flow, mode) : planeFinder(flow, mode);
}
