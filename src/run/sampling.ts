import type { Flow } from "../model/flow.js";
import { findRoot } from "../ode/event.js";
import { sample } from "../ode/solution.js";
import type { Trajectory } from "./follow/trajectory.js";
import type { Sample } from "./sample.js";

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

/** A response counts as faded where its e-folding time is this share of the time. */
const FADED = 1e-9;

/** A stretch of the clock. */
interface Stretch {
  from: number;
  to: number;
}

/**
 * The stretch of a leg from where its dying response has faded to its extinction; undefined for a leg that ends
 * otherwise.
 */
function fading({ solution, events }: Trajectory, k: number): Stretch | undefined {
  const { phase, nodes, sEnd } = solution.legs[k];
  const after = solution.legs[k + 1]?.nodes[0].y ?? solution.y;
  const death = events.find(({ kind, t }) => kind === "extinction" && t === after[2] && t > nodes[0].y[2]);
  if (!death) return undefined;
  const dead = death.component === "preferred" ? 0 : 1;
  const dy = new Float64Array(3);
  /** log of the e-folding time as a share of the time, above 0 while the response has not faded. */
  const left = (s: number, y: ArrayLike<number>) => {
    phase.derivative(s, y, dy);
    return Math.log(dy[2] / Math.abs(dy[dead] * y[2] * FADED));
  };
  const next = nodes.findIndex(({ s, y }) => y[2] > 0 && left(s, y) < 0);
  const from = nodes[next < 0 ? nodes.length - 1 : next - 1];
  if (!from || from.y[2] === 0) return undefined;
  const to = next < 0 ? sEnd : nodes[next].s;
  const at = (s: number) => left(s, sample(solution, [s])[0]);
  return { from: findRoot(at, from.s, to), to: sEnd };
}

/**
 * Clock readings, `n` of them, even over the trajectory up to the last, its end. The same in every engine: an
 * extinction is noticed at the end of a step of the integrator, and steps are noise (`Math.exp` of two engines differs
 * in the last bit), so the readings leave out the stretch from where a response has faded, which depends on the
 * solution alone, to where it is declared extinct.
 */
export function evenReadings(trajectory: Trajectory, n: number): number[] {
  const { solution } = trajectory;
  const gaps = solution.legs.flatMap((_, k) => fading(trajectory, k) ?? []);
  const length = gaps.reduce((rest, { from, to }) => rest - (to - from), solution.s);
  const step = length > 0 ? cut(length / (n - 1)) : 0;
  const reading = (i: number) => gaps.reduce((s, { from, to }) => (s < from ? s : s + (to - from)), i * step);
  return Array.from({ length: n }, (_, i) => (i === n - 1 ? solution.s : reading(i)));
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
    margin: r[1] === -Infinity || Math.exp(r[1]) > 0 ? r[0] - r[1] : Number.POSITIVE_INFINITY,
  };
}
