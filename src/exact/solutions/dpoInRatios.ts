import { findRoot } from "../../ode/findRoot.js";
import { createArcClock } from "../arcClock.js";
import { type DpoPath, dpoPaths } from "../dpoPaths.js";
import { exactExtinction } from "../extinction.js";
import { type CoordinateLevel, type ExactLevel, firstPlace } from "../level.js";
import type { ExactSolution } from "../solution.js";

type When = (path: DpoPath, x1: number, x2: number) => number;

const atOnce: When = () => 0;
const never: When = () => Number.NaN;

/** As good as extinct, for a level that may be reached just before: the logarithm is a number still. */
const LEAST = 1e-300;

/**
 * Relative error of a reading of the arc's clock; the tests of `betaTable` and of the times allow as much.
 */
const ROUNDING = 4 * Number.EPSILON;

/**
 * When a level of the margin or of x2 is reached. Along every path the margin rises and x2 falls: what is to
 * change the other way has done so at the start, or never does.
 *
 * @param within the time, or NaN for one beyond the horizon
 */
function whenCoordinate(
  { of, sign, value, sinceStart }: CoordinateLevel,
  within: (t: number) => number,
): When {
  const factor = Math.exp(sign * value);
  if (sinceStart && value <= 0) return atOnce;
  if (of === "margin") {
    if (sinceStart) {
      if (sign < 0) return never;
      return (path, x1, x2) => within(path.timeAt(path.levelAt(Math.log(x1) - Math.log(x2) + value)));
    }
    if (sign < 0) return (_path, x1, x2) => (x1 <= factor * x2 ? 0 : Number.NaN);
    return (path, x1, x2) => (x1 >= factor * x2 ? 0 : within(path.timeAt(path.levelAt(value))));
  }
  if (sinceStart) return sign > 0 ? never : (path, _x1, x2) => within(path.timeAt(x2 * factor));
  if (sign > 0) return (_path, _x1, x2) => (x2 >= factor ? 0 : Number.NaN);
  return (path, _x1, x2) => (x2 <= factor ? 0 : within(path.timeAt(factor)));
}

/**
 * When any level is reached: others than of margin and x2 are searched for along the path, as a function of
 * x2.
 */
function whenReached(level: ExactLevel, within: (t: number) => number): When {
  if (level.of !== "mark") return whenCoordinate(level, within);
  return (path, x1, x2) => {
    const mark = level.mark(Math.log(x1), Math.log(x2));
    if (!mark) return Number.NaN;
    const value = (y: number) => mark(Math.log(path.preferredAt(y)), Math.log(y));
    const place = firstPlace(value, (share) => Math.max(LEAST, x2 * (1 - share)));
    return place === x2 ? 0 : within(path.timeAt(place));
  };
}

/** Arcs and walls of the DPO flow in closed form. */
export const dpoInRatios: ExactSolution = {
  name: "DPO in ratios",
  appliesTo:
    "DPO with β < 2 in ratio geometry: in the quadrant, in the box, and on the simplex with π_ref = (1, 1)",
  extinction: exactExtinction,
  solver(settings, { levels, ends }) {
    const { loss, geometry, horizon } = settings;
    const beta = loss.beta as number;
    if (loss.name !== "dpo" || geometry.name !== "ratio" || !(beta < 2)) return undefined;
    const pathOf = dpoPaths(settings, createArcClock(beta));
    if (!pathOf) return undefined;
    const within = (t: number) => (t <= horizon ? t : Number.NaN);
    const reached = levels.map((level) => whenReached(level, within));
    return (x1, x2, outcome) => {
      const path = pathOf(x1, x2);
      const time = path.timeAt(0);
      const dies = time <= horizon;
      outcome.status = dies ? "extinct" : "horizon";
      outcome.extinctionTime = dies ? time : Number.NaN;
      // Of a place it matters how much of the way to extinction is left: there x2 falls ever faster.
      let shortest = dies ? time : ends ? time - horizon : Number.POSITIVE_INFINITY;
      for (let i = 0; i < reached.length; i++) {
        const t = reached[i](path, x1, x2);
        outcome.times[i] = t;
        if (t > 0 && t < shortest) shortest = t;
      }
      // Times are differences of readings of the size of the whole time.
      outcome.error = ROUNDING * Math.max(1, time / shortest);
      if (!ends) return;
      const level = dies ? 0 : findRoot((y) => path.timeAt(y) - horizon, 0, x2);
      outcome.start.ratios(x1, x2);
      outcome.end.ratios(path.preferredAt(level), level);
      outcome.change1 = path.gainAt(level);
      outcome.change2 = level - x2;
    };
  },
};
