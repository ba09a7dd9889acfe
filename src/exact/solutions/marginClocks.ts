import type { Flow } from "../../model/flow.js";
import { logProduct, softplus } from "../../model/logarithm.js";
import { losses } from "../../model/losses/registry.js";
import type { MarginMotion, MarginTrack } from "../../model/marginMotion.js";
import { arrivalDistance } from "../../run/arrivalDistance.js";
import type { Mark } from "../../run/mark.js";
import { type ClockTable, clockTable } from "../clockTable.js";
import { type ExactLevel, firstPlace } from "../level.js";
import { marginClock } from "../marginClock.js";
import type { ExactSettings, ExactSolution } from "../solution.js";

/** Two margins closer than this are the same: what is left of a level that lies at the end of the way. */
const SAME = 1e-12;

/** Where the margin goes and on what clock: towards `rest`, from below (side −1) or above (+1), or to ∞. */
interface Way {
  table: ClockTable;
  /** The table's variable, which rises along the way, at a margin, and back. */
  toClock(margin: number): number;
  toMargin(u: number): number;
}

/** @param logPace log of dt/dm on a track of scale 1 */
function wayTo(rest: number | undefined, side: -1 | 1, logPace: (m: number) => number): Way {
  if (rest === undefined) {
    const same = (m: number) => m;
    return { table: clockTable((m) => Math.exp(logPace(m))), toClock: same, toMargin: same };
  }
  // Distance log(1 + e^(−u)): linear far out, and exponential in u near the rest point.
  const distance = (u: number) => softplus(-u);
  return {
    table: clockTable((u) => Math.exp(logPace(rest + side * distance(u)) - softplus(u))),
    toClock: (m) => -Math.log(Math.expm1(side * (m - rest))),
    toMargin: (u) => rest + side * distance(u),
  };
}

/** Both ways of a flow, and the margin at which it rests, if any; undefined where there is no such clock. */
function waysOf(settings: ExactSettings, { loss, geometry, faces }: Flow) {
  const { name, ...parameters } = settings.loss;
  const { motion } = geometry;
  if (!loss.margin || loss.kink || !motion || faces.length > 0) return undefined;
  const at = losses[name].restAt?.(parameters, settings.reference);
  const rest = at && "margin" in at && Number.isFinite(at.margin) ? at.margin : undefined;
  if (rest === undefined && !loss.restless) return undefined;

  const force = new Float64Array(4);
  // A loss that still falls where x2 is extinct moves x1 on along the axis.
  loss.logForce(0, -Infinity, force);
  if (motion.falls && rest === undefined && force[1] !== -Infinity) return undefined;
  const logPace = (m: number) => {
    loss.logForce(m, 0, force);
    return -logProduct(motion.logRate(m, 0), force[1]);
  };
  return { motion, rest, below: wayTo(rest, -1, logPace), above: wayTo(rest, 1, logPace) };
}

/** A way without end is searched up to this far: beyond, x2 is below every number. */
const FAR = 2000;

/** Where a mark is first no longer negative on the way from one margin to another. */
function marginOfMark(mark: Mark, track: MarginTrack, m0: number, last: number): number {
  const r = new Float64Array(2);
  const value = (m: number) => {
    track.at(m, r);
    return mark(r[0], r[1]);
  };
  // Ever longer stretches where there is no end.
  const at = (share: number) =>
    Number.isFinite(last) ? m0 + share * (last - m0) : m0 + Math.min(FAR, share / (1 - share));
  return firstPlace(value, at);
}

/**
 * The margin at which a level is reached, not finite where it never is; that of the start where it is from
 * there on.
 */
function marginAt(
  level: ExactLevel,
  track: MarginTrack,
  m0: number,
  r1: number,
  r2: number,
  last: number,
): number {
  if (level.of === "mark") {
    const mark = level.mark(r1, r2);
    return mark ? marginOfMark(mark, track, m0, last) : Number.NaN;
  }
  const { of, sign, value, sinceStart } = level;
  const done = sinceStart ? value <= 0 : sign * (of === "margin" ? m0 : r2) >= value;
  if (done) return m0;
  if (of === "margin") return sinceStart ? m0 + sign * value : sign * value;
  return track.whenDispreferred(sinceStart ? sign * value : sign * value - r2);
}

/** Time from a margin to the end of its way: to rest within the distance `near` of it, or to extinction. */
function timeToEnd(
  { falls }: MarginMotion,
  track: MarginTrack,
  way: Way,
  m0: number,
  rest: number | undefined,
  near: number,
): number {
  const from = way.toClock(m0);
  if (rest === undefined) return falls ? track.scale * way.table.beyond(from) : Number.POSITIVE_INFINITY;
  if (Math.abs(m0 - rest) <= near) return 0;
  return track.scale * way.table.between(from, way.toClock(rest + Math.sign(m0 - rest) * near));
}

/**
 * Losses of the margin alone, where no wall is in the way, by their margin clock: time is an integral over
 * the margin, times a constant of the track.
 *
 * @see the section "Exact results" of the README
 */
export const marginClocks: ExactSolution = {
  name: "margin clocks",
  appliesTo:
    "losses of the margin alone without a kink, in geometries with a margin motion, where no wall can be met",
  clock: marginClock,
  solver(settings, { levels, ends }, flow) {
    const ways = waysOf(settings, flow);
    if (!ways) return undefined;
    const { motion, rest, below, above } = ways;
    const { horizon } = settings;
    const near =
      rest === undefined ? Number.NaN : arrivalDistance(settings.tolerance.relative) / motion.stretch(rest);
    const r = new Float64Array(2);

    return (x1, x2, outcome) => {
      const [r1, r2] = [Math.log(x1), Math.log(x2)];
      const m0 = r1 - r2;
      const track = motion.track(r1, r2);
      const way = rest !== undefined && m0 > rest ? above : below;
      const from = way.toClock(m0);
      const end = timeToEnd(motion, track, way, m0, rest, near);
      const arrives = end <= horizon;
      const last = arrives
        ? (rest ?? Number.POSITIVE_INFINITY)
        : way.toMargin(way.table.reach(from, horizon / track.scale));
      outcome.status = arrives ? (rest === undefined ? "extinct" : "stationary") : "horizon";
      outcome.extinctionTime = arrives && rest === undefined ? end : Number.NaN;

      const when = (m: number) => {
        if (m === m0) return 0;
        if (!Number.isFinite(m)) return Number.NaN;
        const upwards = m > m0;
        const past = upwards ? last >= m - SAME : last <= m + SAME;
        if (!past || upwards !== last > m0) return Number.NaN;
        if (rest !== undefined && Math.abs(m - rest) <= near) return end;
        return Math.min(track.scale * way.table.between(from, way.toClock(m)), arrives ? end : horizon);
      };
      for (let i = 0; i < levels.length; i++)
        outcome.times[i] = when(marginAt(levels[i], track, m0, r1, r2, last));
      if (!ends) return;
      track.at(last, r);
      outcome.start.logs(r1, r2);
      outcome.end.logs(r[0], r[1]);
      outcome.change1 = x1 * Math.expm1(r[0] - r1);
      outcome.change2 = x2 * Math.expm1(r[1] - r2);
    };
  },
};
