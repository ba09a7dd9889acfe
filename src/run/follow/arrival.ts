import type { Flow } from "../../model/flow.js";
import type { Event } from "../../ode/problem.js";
import { ARRIVED } from "../arrivalDistance.js";
import type { Approach } from "../path.js";
import { type Mode, snapTo, velocityOf } from "./mode.js";
import { restFinder, settle, sizeOf } from "./rest.js";

/**
 * Bound of the value that root finders see, which is infinite on the rest point and far from any. Any would
 * do.
 */
const BOUND = 50;

/**
 * Two estimates of a rest point agree if they differ by less than this share of the distance to it. A guess:
 * at half and at double of it runs spend as many evaluations, to half a per cent.
 */
const AGREEMENT = 0.1;

/** Keeps an eye on the rest point that a mode may be heading for. */
export interface Arrival {
  /** Whether `value` is costly, and so looked at only at the ends of steps. */
  readonly costly: boolean;
  /** How exactly it matters where `value` is 0. */
  readonly placed: Event<never>["placed"];
  /** Rises through 0 on arrival. Bounded, for root finders. */
  value(y: ArrayLike<number>): number;
  /**
   * Distance to the rest point after the last call of `value`, in log-ratios; Infinity unless two estimates
   * in a row agree about where it is. Far from any rest point, the estimate runs ahead of the state.
   */
  distance(): number;
  /** Puts `y` onto the rest point and says how it would have got there. In place. */
  arrive(y: Float64Array): Approach;
  /** Gradient evaluations spent by `value` so far. */
  readonly evaluations: number;
}

/**
 * Recognises that a trajectory in `mode` has come to rest: by the distance that is left to go, never by
 * speed, which is tiny long before extinction too.
 *
 * @param arrived distance, in log-ratios, at which a run counts as arrived
 */
export function arrivalIn(flow: Flow, mode: Mode, arrived: number): Arrival {
  const finder = restFinder(flow, mode);
  const velocity = velocityOf(flow, mode);
  const step = new Float64Array(2);
  const v = new Float64Array(2);
  let distance = Number.POSITIVE_INFINITY;
  let [target, last]: [number, number][] = [
    [Number.NaN, Number.NaN],
    [Number.NaN, Number.NaN],
  ];
  let evaluations = 0;
  const others = flow.faces.filter((face) => face !== mode.wall);
  /** A rest point beyond a wall is not on the way. */
  const inside = (r1: number, r2: number) =>
    mode.dead !== undefined || others.every((face) => face.value(r1, r2) <= arrived);

  return {
    costly: true,
    placed: arrived > ARRIVED ? "before" : undefined,
    /** log of `arrived` over the distance to rest. */
    value(y) {
      const before = finder.evaluations;
      const ahead = finder.step(y[0], y[1], step) && inside(y[0] + step[0], y[1] + step[1]);
      distance = ahead ? sizeOf(step) : Number.POSITIVE_INFINITY;
      evaluations += finder.evaluations - before;
      [last, target] = [target, [y[0] + step[0], y[1] + step[1]]];
      return Math.max(-BOUND, Math.min(BOUND, Math.log(arrived / distance)));
    },
    distance() {
      const shift = sizeOf([target[0] - last[0], target[1] - last[1]]);
      return shift < AGREEMENT * distance ? distance : Number.POSITIVE_INFINITY;
    },
    arrive(y) {
      const from = Float64Array.from(y);
      const scale = velocity(y[0], y[1], v);
      finder.step(y[0], y[1], step);
      const rate = Math.exp(scale + Math.log(Math.hypot(v[0], v[1]) / Math.hypot(step[0], step[1])));
      settle(finder, y);
      snapTo(flow, mode, y);
      return { from, rate };
    },
    get evaluations() {
      return evaluations;
    },
  };
}
