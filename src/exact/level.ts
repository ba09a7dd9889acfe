import { markOf } from "../measure/mark.js";
import type { CrossingTime, LevelTime, Setting } from "../measure/metric.js";
import { findRoot } from "../ode/findRoot.js";
import type { Mark } from "../run/mark.js";

/**
 * A level of the margin or of r2: sign·c ≥ value, or ≥ value more than at the start. Known in closed form.
 */
export interface CoordinateLevel {
  readonly of: "margin" | "dispreferred";
  readonly sign: number;
  readonly value: number;
  readonly sinceStart: boolean;
}

/**
 * Any other line or curve of the log plane, by what is no longer negative once it is reached. Searched along
 * a path.
 */
export interface MarkedLevel {
  readonly of: "mark";
  /** For a start; undefined where there is nothing to be reached. */
  mark(r1: number, r2: number): Mark | undefined;
}

/** Something to be reached, of which exact solutions say when. */
export type ExactLevel = CoordinateLevel | MarkedLevel;

/** The level of a metric as exact solutions take it. */
export function exactLevel(computed: LevelTime | CrossingTime, setting: Setting): ExactLevel {
  const [w1, w2] = computed.kind === "level" ? computed.weights : [0, 0];
  if (computed.kind === "crossing" || w2 === 0 || (w1 !== 0 && w1 !== -w2)) {
    return { of: "mark", mark: (r1, r2) => markOf(computed, { r1, r2 }, setting) };
  }
  const of = w1 === 0 ? "dispreferred" : "margin";
  return {
    of,
    sign: Math.sign(of === "margin" ? w1 : w2),
    value: computed.level(setting.targets) / Math.abs(w2),
    sinceStart: computed.sinceStart,
  };
}

/** Stretches of a path that are searched one by one for a level. */
const STRETCHES = 64;

/**
 * Steps of the search for the top of a hump that lies between three neighbouring places; each gains a factor
 * of 0.62.
 */
const CLIMB = 40;

/** The share of an interval at which it is cut by the search for a maximum. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * A place between `a` and `b` at which a function is no longer negative, where it has one hump; undefined if
 * none.
 */
function overHump(value: (place: number) => number, a: number, b: number): number | undefined {
  let [low, high] = [a, b];
  let [p, q] = [low + GOLDEN * (high - low), high - GOLDEN * (high - low)];
  let [fp, fq] = [value(p), value(q)];
  for (let i = 0; i < CLIMB; i++) {
    if (fp >= 0) return p;
    if (fq >= 0) return q;
    if (fp > fq) {
      [high, q, fq] = [q, p, fp];
      p = low + GOLDEN * (high - low);
      fp = value(p);
    } else {
      [low, p, fp] = [p, q, fq];
      q = high - GOLDEN * (high - low);
      fq = value(q);
    }
  }
  return undefined;
}

/** A step this small, in stretches, tells whether a function rises. */
const TINY = 1e-4;

/**
 * The first place of a path at which a function is no longer negative; NaN if there is none. Of the humps
 * between the places that are looked at, those are seen that make the function higher at one of them than at
 * its neighbours.
 *
 * @param at        the place at a share of the path, from 0 to 1
 * @param stretches how many are searched one by one
 */
export function firstPlace(
  value: (place: number) => number,
  at: (share: number) => number,
  stretches = STRETCHES,
): number {
  let here = at(0);
  let now = value(here);
  if (now >= 0) return here;
  let [before, past] = [here, Number.NEGATIVE_INFINITY];
  const passed = (next: number, then: number) => {
    const top = now > past && now > then ? overHump(value, before, next) : undefined;
    return top === undefined ? undefined : findRoot(value, before, top, past, value(top));
  };
  for (let i = 1; i <= stretches; i++) {
    const next = at(i / stretches);
    const then = value(next);
    const found = passed(next, then);
    if (found !== undefined) return found;
    if (then >= 0) return findRoot(value, here, next, now, then);
    [before, past, here, now] = [here, now, next, then];
  }
  // It may have been higher a little before the end.
  return value(here + TINY * (before - here)) > now
    ? (passed(here, Number.NEGATIVE_INFINITY) ?? Number.NaN)
    : Number.NaN;
}
