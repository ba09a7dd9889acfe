import { type ArcClock, createArcClock } from "../../exact/arcClock.js";
import { findRoot } from "../../ode/event.js";
import type { Cell, CellSolver } from "../cell.js";
import { SWEEP_METRICS, type SweepMetric, type SweepSettings } from "../plan.js";

/** A start this close to a wall, relatively, is on it. */
const ON_WALL = 1e-12;

/**
 * A path of the DPO flow in `ratio` geometry, along which x2 falls to 0 and x1 never falls: a function of x2.
 */
interface Path {
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

function freePath(clock: ArcClock, x1: number, x2: number): Path {
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
function boxPath(clock: ArcClock, a: number, x1: number, x2: number): Path {
  const free = freePath(clock, x1, x2);
  const radius = Math.sqrt(x1 * x1 + x2 * x2);
  if (radius <= a) return free;
  const onWall = x1 >= a * (1 - ON_WALL);
  const fall = onWall ? x2 : Math.sqrt((radius - a) * (radius + a));
  const arc = onWall ? 0 : free.timeAt(fall);
  const met = Math.log(a / fall);
  return {
    timeAt: (level) => (level >= fall ? free.timeAt(level) : arc + clock.wall(a, fall, level)),
    preferredAt: (level) => (level >= fall ? free.preferredAt(level) : a),
    gainAt: (level) => (level >= fall ? free.gainAt(level) : a - x1),
    levelAt: (margin) => (margin < met ? free.levelAt(margin) : a * Math.exp(-margin)),
  };
}

/** Free arc to the line x1 + x2 = 1 above the diagonal, along it to (½, ½), free arc from there. */
function simplexPath(clock: ArcClock, x1: number, x2: number): Path {
  const free = freePath(clock, x1, x2);
  const radius2 = x1 * x1 + x2 * x2;
  if (!(x1 < x2 && 2 * radius2 >= 1)) return free;
  const onLine = x1 + x2 >= 1 - ON_WALL;
  // On the line x1·x2 = (1 − R²)/2; from above the diagonal x1 is the smaller root.
  const from = onLine ? x1 : 0.5 - 0.5 * Math.sqrt(2 * radius2 - 1);
  const arc = onLine ? 0 : free.timeAt(1 - from);
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
function pathsOf({ domain, reference }: SweepSettings, clock: ArcClock) {
  const { preferred, dispreferred } = reference;
  if (domain === "quadrant") return (x1: number, x2: number) => freePath(clock, x1, x2);
  if (domain === "box") return (x1: number, x2: number) => boxPath(clock, 1 / preferred, x1, x2);
  const unit = domain === "simplex" && preferred === 1 && dispreferred === 1;
  return unit ? (x1: number, x2: number) => simplexPath(clock, x1, x2) : undefined;
}

/**
 * Computes cells of DPO in `ratio` geometry from the closed forms of its arcs and walls; undefined for settings
 * without.
 */
export function createDpoCell(
  settings: SweepSettings,
  metrics: readonly SweepMetric[] = SWEEP_METRICS,
): CellSolver | undefined {
  const { loss, geometry, horizon, targets } = settings;
  const beta = loss.beta as number;
  if (loss.name !== "dpo" || geometry.name !== "ratio" || !(beta < 2)) return undefined;
  const pathOf = pathsOf(settings, createArcClock(beta));
  if (!pathOf) return undefined;
  const [halfLife, margin] = [metrics.includes("dispreferredHalfLife"), metrics.includes("timeToMargin")];
  const ratio = Math.exp(targets.margin);
  const within = (t: number) => (t <= horizon ? t : Number.NaN);
  return (x1, x2, cell: Cell) => {
    const path = pathOf(x1, x2);
    const time = path.timeAt(0);
    const ends = time <= horizon;
    const level = ends ? 0 : findRoot((y) => path.timeAt(y) - horizon, 0, x2);
    cell.status = ends ? "extinct" : "horizon";
    cell.extinctionTime = ends ? time : Number.NaN;
    cell.finalPreferred = path.preferredAt(level);
    cell.preferredGain = path.gainAt(level);
    if (halfLife) cell.dispreferredHalfLife = within(path.timeAt(x2 / 2));
    if (margin) cell.timeToMargin = x1 >= ratio * x2 ? 0 : within(path.timeAt(path.levelAt(targets.margin)));
  };
}
