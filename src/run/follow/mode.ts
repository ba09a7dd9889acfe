import type { Face } from "../../model/domain.js";
import type { Flow } from "../../model/flow.js";
import { setSigned } from "../../model/logarithm.js";

/** Which equation a trajectory obeys for the moment. */
export interface Mode {
  /** The smooth branch of a loss with a kink, or the kink itself, slid along; absent for a smooth loss. */
  side?: "below" | "above" | "on" | undefined;
  /** The wall that holds the trajectory, if any. */
  wall?: Face | undefined;
  /** The component (0 or 1) that is extinct, if any: the other moves along its axis. */
  dead?: 0 | 1 | undefined;
}

/** Log-ratio of a component of a state (r1, r2, …), −∞ once it is extinct. */
export const logRatio = (y: ArrayLike<number>, i: 0 | 1, dead?: 0 | 1): number =>
  dead === i ? -Infinity : y[i];

/** A line on which the loss of a flow changes slope. */
export type FlowKink = NonNullable<Flow["kink"]>;

/** Writes v̂ of v = e^λ·v̂ into `out` and returns λ. */
export type Velocity = (r1: number, r2: number, out: Float64Array) => number;

/** The flow of the smooth branch that a mode is on. */
export function branchOf(flow: Flow, { side }: Mode): Flow {
  return flow.kink && (side === "below" || side === "above") ? flow.kink[side] : flow;
}

/**
 * Motion along a kink at which both branches point: Filippov's convex combination of their velocities, the
 * one that does not leave the line.
 *
 * @see A. F. Filippov, Differential Equations with Discontinuous Righthand Sides (1988), §4
 */
function alongKink({ below, above, normal: [n1, n2] }: FlowKink): Velocity {
  const [b, a] = [new Float64Array(2), new Float64Array(2)];
  return (r1, r2, out) => {
    const [sb, sa] = [below.velocity(r1, r2, b), above.velocity(r1, r2, a)];
    const top = Math.max(sb, sa);
    if (top === -Infinity) {
      out.fill(0);
      return top;
    }
    const [eb, ea] = [Math.exp(sb - top), Math.exp(sa - top)];
    const [nb, na] = [eb * (n1 * b[0] + n2 * b[1]), ea * (n1 * a[0] + n2 * a[1])];
    const share = nb === na ? 0.5 : nb / (nb - na);
    for (const i of [0, 1]) out[i] = share * ea * a[i] + (1 - share) * eb * b[i];
    return top;
  };
}

/** Velocity of (r1, r2) in a mode. The extinct component, if any, is taken at its limit and does not move. */
export function velocityOf(flow: Flow, mode: Mode): Velocity {
  const { side, wall, dead } = mode;
  const branch = branchOf(flow, mode);
  let velocity: Velocity = branch.velocity;
  if (side === "on" && flow.kink) velocity = alongKink(flow.kink);
  else if (wall) velocity = (r1, r2, out) => branch.slide(wall, r1, r2, out);
  if (dead === undefined) return velocity;
  return (r1, r2, out) => velocity(dead === 0 ? -Infinity : r1, dead === 1 ? -Infinity : r2, out);
}

/** Writes v into `out`; false where plain doubles might not hold it. */
export type PlainVelocity = (r1: number, r2: number, out: Float64Array) => boolean;

/** The same in plain doubles; undefined where it is only known in scaled form. */
export function plainVelocityOf(flow: Flow, mode: Mode): PlainVelocity | undefined {
  const { side, wall, dead } = mode;
  if (side === "on") return undefined;
  const { plainVelocity, plainSlide } = branchOf(flow, mode);
  const plain = wall && plainSlide ? slideAlong(plainSlide, wall) : plainVelocity;
  if (!plain || dead === undefined) return plain;
  return (r1, r2, out) => plain(dead === 0 ? -Infinity : r1, dead === 1 ? -Infinity : r2, out);
}

const slideAlong =
  (slide: NonNullable<Flow["plainSlide"]>, wall: Face): PlainVelocity =>
  (r1, r2, out) =>
    slide(wall, r1, r2, out);

/**
 * The same as signs and logarithms into `out`, shape (4,): exact where one component dwarfs the other, and
 * both matter to a method that is not held up by the fast one.
 */
export function logVelocityOf(flow: Flow, mode: Mode): (r1: number, r2: number, out: Float64Array) => void {
  const { side, wall, dead } = mode;
  if (side !== "on" && !wall && dead === undefined) {
    const { loss, geometry } = branchOf(flow, mode);
    const force = new Float64Array(4);
    return (r1, r2, out) => {
      loss.logForce(r1, r2, force);
      geometry.logVelocity(r1, r2, force, out);
    };
  }
  const velocity = velocityOf(flow, mode);
  const v = new Float64Array(2);
  return (r1, r2, out) => {
    const scale = velocity(r1, r2, v);
    for (const i of [0, 1]) setSigned(out, 2 * i, Math.sign(v[i]), scale + Math.log(Math.abs(v[i])));
  };
}

/**
 * Puts a point back onto the wall and the kink that its mode keeps to, and inside the simplex where the
 * geometry keeps there: close to a corner rounding of 1 is more than the rest. In place.
 */
export function snapTo(flow: Flow, { side, wall, dead }: Mode, y: Float64Array): void {
  if (side === "on" && flow.kink) onto(flow.kink, y);
  wall?.snap(y);
  const { edge } = flow;
  if (edge && dead === undefined && edge.value(y[0], y[1]) > 0) snapWell(edge, y);
}

/**
 * Puts a point onto a wall to the last digit, of which a first correction leaves the rounding of what it
 * corrects. In place.
 */
export function snapWell(wall: Face, r: Float64Array): void {
  wall.snap(r);
  wall.snap(r);
}

/** Moves a point onto a kink, along its normal. In place. */
export function onto({ value, normal: [n1, n2] }: FlowKink, y: Float64Array): void {
  const excess = value(y[0], y[1]) / (n1 * n1 + n2 * n2);
  y[0] -= n1 * excess;
  y[1] -= n2 * excess;
}

/** Puts what is alive of a state onto a wall; an extinct component has no say in where that is. In place. */
export function snapAlive(wall: Face, y: Float64Array, dead: 0 | 1 | undefined): void {
  const r = Float64Array.of(logRatio(y, 0, dead), logRatio(y, 1, dead));
  wall.snap(r);
  for (const i of [0, 1] as const) if (i !== dead) y[i] = r[i];
}
