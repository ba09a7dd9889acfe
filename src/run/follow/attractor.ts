import type { Flow } from "../../model/flow.js";
import { branchOf, type Mode, velocityOf } from "./mode.js";
import { differences, type RestFinder, SINGULAR, stepAlong } from "./newton.js";
import { trackOf } from "./track.js";

/** Signs and logarithms of the forces (1, 0) and (0, 1). */
const UNITS = [Float64Array.of(1, 0, 0, -Infinity), Float64Array.of(0, -Infinity, 1, 0)] as const;

/** Speed along the direction of motion, in units of the speed at the point where that direction was taken. */
function lineFinder(flow: Flow, mode: Mode): RestFinder {
  const velocity = velocityOf(flow, mode);
  const track = trackOf(flow, mode);
  const [d, e, v] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  const at = new Float64Array(2);
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
      for (const i of [0, 1]) d[i] /= length;
      const speed = (h: number) => {
        evaluations++;
        at[0] = r1 + h * d[0];
        at[1] = r2 + h * d[1];
        mode.wall?.snap(at);
        const factor = Math.exp(velocity(at[0], at[1], v) - scale);
        if (!mode.wall || !track) return factor * (d[0] * v[0] + d[1] * v[1]);
        // A wall is followed where it bends.
        track(at[0], at[1], e);
        return factor * Math.sign(e[0] * d[0] + e[1] * d[1]) * (e[0] * v[0] + e[1] * v[1]);
      };
      const [slope] = differences((h) => [(speed(h) - speed(-h)) / (2 * h)]);
      stepAlong(mode, r1, r2, d, -length / slope, out);
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
  const onLine = trackOf(flow, mode) !== undefined || branchOf(flow, mode).loss.margin;
  return onLine ? lineFinder(flow, mode) : planeFinder(flow, mode);
}
