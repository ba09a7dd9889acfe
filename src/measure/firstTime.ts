import { findRoot } from "../ode/findRoot.js";
import { type Mark, ROUNDING } from "../run/mark.js";
import type { Path, PathPoint } from "../run/path.js";

/** The point between two neighbours at which `value`, of opposite sign at them, crosses zero. */
export function crossing(path: Path, left: PathPoint, right: PathPoint, value: Mark): PathPoint {
  const at = (s: number) => (s === right.s ? right : path.along([s])[0]);
  return at(findRoot((s) => value(...at(s).r), left.s, right.s));
}

/** A peak may be so many times higher above its highest neighbour than the parabola through three points says. */
const STEEPER = 4;

/** Sections of a search that narrows a peak down by 0.618 each: to a thousandth of the distance between neighbours. */
const SECTIONS = 16;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Whether a peak that shows as the middle one of three values below 0 might reach it. */
function mightReach(left: number, middle: number, right: number): boolean {
  const bend = 2 * middle - left - right;
  return middle + (STEEPER * (right - left) ** 2) / (8 * bend) >= 0;
}

/** A point around a peak at which `mark` is no longer negative, by golden sections; undefined where there is none. */
function overPeak(path: Path, left: PathPoint, right: PathPoint, mark: Mark): PathPoint | undefined {
  let [a, b] = [left.s, right.s];
  const at = (s: number) => path.along([s])[0];
  let [low, high] = [at(b - GOLDEN * (b - a)), at(a + GOLDEN * (b - a))];
  for (let k = 0; k < SECTIONS; k++) {
    const [first, second] = [mark(...low.r), mark(...high.r)];
    if (first >= 0) return low;
    if (second >= 0) return high;
    if (first > second) {
      [b, high] = [high.s, low];
      low = at(b - GOLDEN * (b - a));
    } else {
      [a, low] = [low.s, high];
      high = at(a + GOLDEN * (b - a));
    }
  }
  return undefined;
}

/**
 * First time at which a mark is no longer negative; null where it stays so.
 *
 * Between neighbouring points a mark may rise above 0 and fall back: where they show a peak that comes near 0, it is
 * looked at more closely.
 *
 * @param points of the path, from its start to its end
 */
export function firstTime(path: Path, points: readonly PathPoint[], mark: Mark): number | null {
  const last = points.length - 1;
  const values: number[] = [];
  for (const [i, point] of points.entries()) {
    const value = mark(...point.r);
    values.push(value);
    if (value < (i === last ? -ROUNDING : 0) || Number.isNaN(value)) {
      const [before, middle] = [values[i - 2], values[i - 1]];
      if (!(i >= 2 && middle >= before && middle > value && mightReach(before, middle, value))) continue;
      const over = overPeak(path, points[i - 2], point, mark);
      if (over) return crossing(path, points[i - 2], over, mark).t;
    } else if (i === 0 || value <= 0) return point.t;
    else return Math.min(point.t, crossing(path, points[i - 1], point, mark).t);
  }
  return null;
}
