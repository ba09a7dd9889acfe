import type { Flow } from "../flow/flow.js";
import { findRoot } from "../ode/event.js";
import { type Solution, sample } from "../ode/solution.js";
import type { Sample } from "./run.js";
import type { Trajectory } from "./trajectory.js";

/** A state (r1, r2, t) of a trajectory, with the clock reading it belongs to. */
export interface State {
  s: number;
  /** r1 and r2, −Infinity once extinct. */
  r: [number, number];
  t: number;
}

/** Stands for −∞ where both responses are extinct. */
const LAST_TO_DIE = -1e6;

const even = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, i) => (i === n - 1 ? to : from + ((to - from) * i) / (n - 1)));

/**
 * What a computed state stands for: an extinct response has log-ratio −∞. One that dies after the other stays at
 * a log-ratio whose exponential is 0, so that the margin keeps the sign it had.
 */
function toState({ events }: Trajectory, s: number, y: Float64Array): State {
  const r: [number, number] = [y[0], y[1]];
  let limit = -Infinity;
  for (const { kind, component, t } of events) {
    if (kind !== "extinction" || y[2] < t) continue;
    r[component === "preferred" ? 0 : 1] = limit;
    limit = LAST_TO_DIE;
  }
  return { s, r, t: y[2] };
}

/** States of a trajectory at increasing clock readings; a reading at its end gives the final state itself. */
export function statesAt(trajectory: Trajectory, at: readonly number[]): State[] {
  const { solution } = trajectory;
  const inside = solution.legs.length > 0 ? at.filter((s) => s < solution.s) : [];
  const states = inside.length > 0 ? sample(solution, inside) : [];
  return at.map((s, i) => toState(trajectory, s, states[i] ?? solution.y));
}

/** Digits of the distance between even clock readings. */
const DIGITS = 4;

/** A positive number cut to a few digits. */
function cut(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) + 1 - DIGITS);
  return Number((Math.floor(value / unit) * unit).toPrecision(DIGITS));
}

/**
 * Clock readings, `n` of them, even over the whole trajectory up to the last, its end.
 *
 * The clock stops with a step of the integrator, whose size is noise from about the seventh digit on: `Math.exp` of
 * two JavaScript engines differs in the last bit. With a round distance the readings are the same in all of them.
 */
export function evenReadings({ s: end }: Solution, n: number): number[] {
  const step = end > 0 ? cut(end / (n - 1)) : 0;
  return Array.from({ length: n }, (_, i) => (i === n - 1 ? end : i * step));
}

/** A component this far below its largest value (as a ratio) can no longer be told from zero in a figure. */
const VISIBLE = 1e-3;

/**
 * Clock readings for drawing: even while x moves visibly, fewer on the way from there to zero (which may take
 * most of the clock), and one at every change of phase.
 *
 * @param points number of readings while x moves visibly
 */
export function drawingReadings({ solution, extinct }: Trajectory, points = 240): number[] {
  const nodes = solution.legs.flatMap((leg) => leg.nodes);
  const bends = solution.legs.map((leg) => leg.sEnd);
  const dead = extinct === "preferred" ? 0 : 1;
  const floor = Math.max(...nodes.map(({ y }) => y[dead])) + Math.log(VISIBLE);
  const below = extinct ? nodes.findIndex(({ y }) => y[dead] < floor) : -1;
  let readings = even(0, solution.s, points);
  if (below > 0) {
    const [left, right] = [nodes[below - 1], nodes[below]];
    // A dying component falls at a steady rate of the clock, so a straight line finds where it fades.
    const share = (left.y[dead] - floor) / (left.y[dead] - right.y[dead]);
    const gone = left.s + share * (right.s - left.s);
    readings = [...even(0, gone, points), ...even(gone, solution.s, Math.ceil(points / 6))];
  }
  return [...new Set([...readings, ...bends])].sort((a, b) => a - b);
}

/**
 * State at time `t`; after the end of the trajectory the final one, or its approach to the rest point.
 *
 * @param t time ≥ 0
 */
export function stateAtTime(trajectory: Trajectory, t: number): State {
  const { solution, approach } = trajectory;
  const end = statesAt(trajectory, [solution.s])[0];
  if (t >= end.t) {
    if (!approach) return end;
    const { from, rate } = approach;
    const left = Math.exp(-rate * (t - end.t));
    return {
      ...end,
      r: end.r.map((r, i) => (r === -Infinity ? r : r + left * (from[i] - r))) as [number, number],
    };
  }
  const nodes = solution.legs.flatMap((leg) => leg.nodes);
  const next = nodes.findIndex(({ y }) => y[2] > t);
  const [left, right] =
    next < 0 ? [nodes[nodes.length - 1].s, solution.s] : [nodes[next - 1].s, nodes[next].s];
  return statesAt(trajectory, [findRoot((s) => statesAt(trajectory, [s])[0].t - t, left, right)])[0];
}

/** A row of output for a state. */
export function toSample(flow: Flow, { r, t }: State): Sample {
  return {
    t,
    x1: Math.exp(r[0]),
    x2: Math.exp(r[1]),
    loss: flow.loss.value(r[0], r[1]),
    margin: r[0] - r[1],
  };
}
