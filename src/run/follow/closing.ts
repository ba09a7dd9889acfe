import type { Flow } from "../../model/flow.js";
import type { Tolerance } from "../../ode/problem.js";
import { ARRIVED } from "../arrivalDistance.js";
import type { Arrival } from "./arrival.js";
import { branchOf, type Mode, snapTo, velocityOf } from "./mode.js";
import { restFinder, settle } from "./rest.js";
import { trackOf } from "./track.js";

/**
 * A run closes in on its rest point from the distance, in log-ratios, of which its relative tolerance, the
 * error of the state, is this share.
 */
const SHARE = 1e-3;

/**
 * Bounds of that distance. Where the way is wanted, and with it the time of arrival, the lower one is so large
 * that the error of the state hardly counts; where only the end is, the upper one is not so far away that a
 * rest point might be taken for one that is none.
 */
const BOUNDS = { dense: [1e-3, 1e-1], plain: [ARRIVED, 1e-3] } as const;

/** Distance to a rest point, in log-ratios, at which a run with a relative tolerance takes notice of it. */
export function noticedAt(relative: number, dense: boolean): number {
  const [least, most] = dense ? BOUNDS.dense : BOUNDS.plain;
  return Math.min(most, Math.max(least, relative / SHARE));
}

/**
 * By so much the weights of the log-ratios are smaller then: errors shrink with the distance on the way to
 * `ARRIVED`, at which an error says most about the time. With 1e-5 rounding stops a run of SPPO in `softmax`
 * geometry at a tolerance of 1e-9.
 */
export const TIGHTER = 1e-4;

/**
 * A last stretch is a dozen steps long, a stiff one some dozens. One that takes more is held up by rounding,
 * and goes on with weights that are larger again by `LARGER`.
 */
const PATIENCE = 60;
const LARGER = 100;

/** Counts the steps of a last stretch; gives the next factor of the weights after one that takes too many. */
export function patience(factor: number): () => number | undefined {
  let steps = 0;
  return () => (++steps > PATIENCE && factor < 1 ? Math.min(1, LARGER * factor) : undefined);
}

/**
 * They are not below this: some dozens of roundings, and thousands where the linearly implicit method is at
 * work, whose slopes are rounding times a large rate.
 */
const FINEST = { smooth: 1e-14, stiff: 1e-11 };

/** Tolerance for the last stretch, from that for the way until then. */
export function closingTolerance(
  { absolute, relative }: Tolerance,
  factor: number,
  stiff: boolean,
): Tolerance {
  const [r1, r2, t] = absolute;
  const finest = stiff ? FINEST.stiff : FINEST.smooth;
  const finer = (weight: number) => Math.min(weight, Math.max(finest, factor * weight));
  return { absolute: [finer(r1), finer(r2), t], relative };
}

/** Where the value of the arrival is cut off, far from it. */
const FAR = 1e6;

const gap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));

/**
 * Finds the rest point that a trajectory through y approaches. Where rest points fill a line (a loss of the
 * margin alone, moving freely) that depends on the way there: it is taken straight, in the direction that the
 * flow has in the middle of it, which is wrong by the third power of its length.
 */
function targetFinder(flow: Flow, mode: Mode) {
  const finder = restFinder(flow, mode);
  const velocity = velocityOf(flow, mode);
  const onLine = branchOf(flow, mode).loss.margin && trackOf(flow, mode) === undefined;
  const v = new Float64Array(2);
  let target: Float64Array | undefined;
  return {
    onLine,
    finder,
    /** The point; undefined where Newton's method does not get there from y. */
    of(y: ArrayLike<number>): Float64Array | undefined {
      if (target && !onLine) return target;
      target = Float64Array.of(y[0], y[1]);
      let found = settle(finder, target);
      const way = [target[0] - y[0], target[1] - y[1]];
      if (onLine && velocity(y[0] + way[0] / 2, y[1] + way[1] / 2, v) > -Infinity) {
        const length = (way[0] * v[0] + way[1] * v[1]) / (v[0] * v[0] + v[1] * v[1]);
        target[0] = y[0] + length * v[0];
        target[1] = y[1] + length * v[1];
        found = settle(finder, target);
      }
      if (found) snapTo(flow, mode, target);
      else target = undefined;
      return target;
    },
  };
}

/**
 * Watches the last stretch to a rest point: its value is linear in the distance, which is that to the point
 * itself. On a stiff stretch, where slopes are rounding times a large rate, arrival is placed by the rate at
 * which the distance shrinks.
 */
export function closingIn(flow: Flow, mode: Mode, stiff: boolean): Arrival {
  const { finder, onLine, of } = targetFinder(flow, mode);
  const velocity = velocityOf(flow, mode);
  const v = new Float64Array(2);
  let distance = Number.POSITIVE_INFINITY;
  let first: number | undefined;
  return {
    costly: onLine,
    placed: stiff ? "roughly" : undefined,
    value(y) {
      const target = of(y);
      distance = target ? gap(target, y) : Number.POSITIVE_INFINITY;
      first ??= distance;
      return Math.max(-FAR, 1 - distance / ARRIVED);
    },
    distance: () => distance,
    arrive(y) {
      const from = Float64Array.from(y);
      const target = of(y) ?? y;
      const scale = velocity(y[0], y[1], v);
      // Of the component that is farther away: the other one, if it is fast, moves by rounding.
      const i = Math.abs(target[0] - y[0]) > Math.abs(target[1] - y[1]) ? 0 : 1;
      const rate = Math.exp(scale + Math.log(v[i] / (target[i] - y[i])));
      if (stiff && first !== undefined && first > ARRIVED && rate > 0)
        y[2] += Math.log(gap(target, y) / ARRIVED) / rate;
      y[0] = target[0];
      y[1] = target[1];
      return { from, rate };
    },
    get evaluations() {
      return finder.evaluations;
    },
  };
}
