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

/**
 * Stretches of a path that are searched one by one for a level. A guess: short enough to see every turn of
 * the levels that there are.
 */
const STRETCHES = 64;

/**
 * The first place of a path at which a function is no longer negative; NaN if there is none.
 *
 * @param at the place at a share of the path, from 0 to 1
 */
export function firstPlace(value: (place: number) => number, at: (share: number) => number): number {
  let here = at(0);
  if (value(here) >= 0) return here;
  for (let i = 1; i <= STRETCHES; i++) {
    const next = at(i / STRETCHES);
    if (value(next) >= 0) return findRoot(value, here, next);
    here = next;
  }
  return Number.NaN;
}
