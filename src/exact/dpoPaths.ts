import type { ArcClock } from "./arcClock.js";
import { boxWall, simplexWall } from "./dpoLegs.js";
import type { ExactSettings } from "./solution.js";

/**
 * A path of the DPO flow in `ratio` geometry, along which x2 falls to 0 and x1 never falls: a function of x2.
 */
export interface DpoPath {
  /** Time from the start until x2 has fallen to `level`. */
  timeAt(level: number): number;
  preferredAt(level: number): number;
  /** What x1 has gained since the start, to its own last digits. */
  gainAt(level: number): number;
  /** x2 where the margin log(x1/x2) reaches a target that lies ahead. */
  levelAt(margin: number): number;
}

/** x2 on a circle at a margin. */
const onCircle = (radius2: number, margin: number) => Math.sqrt(radius2 / (1 + Math.exp(2 * margin)));

function freePath(clock: ArcClock, x1: number, x2: number): DpoPath {
  const radius2 = x1 * x1 + x2 * x2;
  const from = (x2 * x2) / radius2;
  const start = clock.reading(from);
  const preferredAt = (level: number) => Math.sqrt(radius2 - level * level);
  return {
    timeAt: (level) => clock.arc(radius2, from, start, (level * level) / radius2),
    preferredAt,
    // What x1² gains is what x2² loses.
    gainAt: (level) => ((x2 - level) * (x2 + level)) / (preferredAt(level) + x1),
    levelAt: (margin) => onCircle(radius2, margin),
  };
}

/** Free arc to the wall x1 = a, then down along it. */
function boxPath(clock: ArcClock, a: number, x1: number, x2: number): DpoPath {
  const free = freePath(clock, x1, x2);
  const wall = boxWall(Math.sqrt(x1 * x1 + x2 * x2), a, x1, x2);
  if (!wall) return free;
  const { fall } = wall;
  const arc = wall.onWall ? 0 : free.timeAt(fall);
  const met = Math.log(a / fall);
  return {
    timeAt: (level) => (level >= fall ? free.timeAt(level) : arc + clock.wall(a, fall, level)),
    preferredAt: (level) => (level >= fall ? free.preferredAt(level) : a),
    gainAt: (level) => (level >= fall ? free.gainAt(level) : a - x1),
    levelAt: (margin) => (margin < met ? free.levelAt(margin) : a * Math.exp(-margin)),
  };
}

/** Free arc to the line x1 + x2 = 1 above the diagonal, along it to (½, ½), free arc from there. */
function simplexPath(clock: ArcClock, x1: number, x2: number): DpoPath {
  const free = freePath(clock, x1, x2);
  const wall = simplexWall(x1 * x1 + x2 * x2, x1, x2);
  if (!wall) return free;
  const from = wall.onWall ? x1 : wall.from;
  const arc = wall.onWall ? 0 : free.timeAt(1 - from);
  const last = freePath(clock, 0.5, 0.5);
  const slide = clock.simplex(from, 0.5);
  const met = Math.log(from / (1 - from));
  const preferredAt = (level: number) => {
    if (level <= 0.5) return last.preferredAt(level);
    return level >= 1 - from ? free.preferredAt(level) : 1 - level;
  };
  return {
    timeAt(level) {
      if (level <= 0.5) return arc + slide + last.timeAt(level);
      return level >= 1 - from ? free.timeAt(level) : arc + clock.simplex(from, 1 - level);
    },
    preferredAt,
    gainAt: (level) => (level >= 1 - from ? free.gainAt(level) : preferredAt(level) - x1),
    levelAt(margin) {
      if (margin >= 0) return last.levelAt(margin);
      return margin < met ? free.levelAt(margin) : 1 / (1 + Math.exp(margin));
    },
  };
}

/** The paths of a domain, where they are known: π_ref = (1, 1) on the simplex. */
export function dpoPaths({ domain, reference }: ExactSettings, clock: ArcClock) {
  const { preferred, dispreferred } = reference;
  if (domain === "quadrant") return (x1: number, x2: number) => freePath(clock, x1, x2);
  if (domain === "box") return (x1: number, x2: number) => boxPath(clock, 1 / preferred, x1, x2);
  const unit = domain === "simplex" && preferred === 1 && dispreferred === 1;
  return unit ? (x1: number, x2: number) => simplexPath(clock, x1, x2) : undefined;
}
