import type { Flow } from "../../model/flow.js";
import { branchOf, type Mode, velocityOf } from "./mode.js";
import { differences, type RestFinder, SINGULAR, stepAlong } from "./newton.js";
import { trackOf } from "./track.js";

/** A force in a mode, with a count of what has been spent on it. */
interface CountedForce {
  evaluations: number;
  /** Writes the force at (r1, r2) into `out`; that on an extinct response is its limit. */
  at(r1: number, r2: number, out: Float64Array): void;
}

function countedForce(flow: Flow, mode: Mode): CountedForce {
  const { loss } = branchOf(flow, mode);
  const { dead } = mode;
  return {
    evaluations: 0,
    at(r1, r2, out) {
      this.evaluations++;
      loss.force(dead === 0 ? -Infinity : r1, dead === 1 ? -Infinity : r2, out);
    },
  };
}

/**
 * Along the direction of motion: the force in that direction over its slope. A wall is followed, so that the
 * slope holds its curvature.
 */
function stepAlongLine(flow: Flow, mode: Mode, force: CountedForce): RestFinder["step"] {
  const track = trackOf(flow, mode);
  const velocity = velocityOf(flow, mode);
  const [d, e, f] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  const at = new Float64Array(2);
  // A component that does not move does not enter: its force may be infinite (an extinct response).
  const along = (u: Float64Array) => (u[0] === 0 ? 0 : u[0] * f[0]) + (u[1] === 0 ? 0 : u[1] * f[1]);
  /** Force along the line, h away from (r1, r2). */
  const forceAt = (r1: number, r2: number, h: number) => {
    at[0] = r1 + h * d[0];
    at[1] = r2 + h * d[1];
    mode.wall?.snap(at);
    force.at(at[0], at[1], f);
    if (!mode.wall || !track) return along(d);
    track(at[0], at[1], e);
    return along(e);
  };
  return (r1, r2, out) => {
    force.evaluations++;
    if (velocity(r1, r2, d) === -Infinity) {
      out.fill(0);
      return true;
    }
    // Near rest a velocity cancels, and rounding would turn it.
    if (track) track(r1, r2, d);
    else {
      const length = Math.hypot(d[0], d[1]);
      for (const i of [0, 1]) d[i] /= length;
    }
    const here = forceAt(r1, r2, 0);
    const slope = differences((h) => [(forceAt(r1, r2, h) - forceAt(r1, r2, -h)) / (2 * h)])[0];
    stepAlong(mode, r1, r2, d, -here / slope, out);
    return slope < 0;
  };
}

/** In the plane: by the Hessian of the loss, which needs no metric and so is blind to stiffness. */
function stepInPlane(force: CountedForce): RestFinder["step"] {
  const [f, up, down] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  return (r1, r2, out) => {
    force.at(r1, r2, f);
    // Minus the Hessian: the derivatives of the force, symmetric but for rounding.
    const [j11, j12, j22] = differences((h) => {
      force.at(r1 + h, r2, up);
      force.at(r1 - h, r2, down);
      const [left, across] = [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
      force.at(r1, r2 + h, up);
      force.at(r1, r2 - h, down);
      return [left, (across + (up[0] - down[0]) / (2 * h)) / 2, (up[1] - down[1]) / (2 * h)];
    });
    const determinant = j11 * j22 - j12 * j12;
    out[0] = (j12 * f[1] - j22 * f[0]) / determinant;
    out[1] = (j12 * f[0] - j11 * f[1]) / determinant;
    // A Hessian that is singular up to rounding has no minimum to offer.
    return j11 < 0 && determinant > SINGULAR * j11 * j22;
  };
}

/**
 * Newton's method towards the minimum of a loss that is a potential, f = −∂L/∂r.
 *
 * Where the motion has one direction it runs along it: on a wall, on an axis, for a loss of the margin alone,
 * whose rest points fill a line, and in a metric of rank 1.
 */
export function minimumFinder(flow: Flow, mode: Mode): RestFinder {
  const force = countedForce(flow, mode);
  const onLine = trackOf(flow, mode) !== undefined || branchOf(flow, mode).loss.margin;
  return {
    step: onLine ? stepAlongLine(flow, mode, force) : stepInPlane(force),
    get evaluations() {
      return force.evaluations;
    },
  };
}
