import type { Flow } from "../model/flow.js";
import { ARRIVED } from "../run/arrivalDistance.js";
import { type ExactLevel, firstPlace } from "./level.js";
import { HELD, MarginJourney, type Stretch, stretchOf } from "./marginJourney.js";
import {
  confessing,
  type ExactOutcome,
  type ExactQuestion,
  type ExactSettings,
  type ExactSolver,
} from "./solution.js";
import type { Basin } from "./way.js";

/** Two margins closer than this are the same: what is left of a level that lies at the end of the way. */
const SAME = 1e-12;

/**
 * A way without end is searched for marks up to a margin of e^FAR, beyond which a double has no digits after
 * the point.
 */
const FAR = 36;

/** The stretch that a margin lies in; undefined where nothing moves. */
function stretchAt(stretches: readonly Stretch[], m: number): Stretch | undefined {
  for (let i = 0; i < stretches.length; i++) {
    const {
      direction,
      source = -direction * Number.POSITIVE_INFINITY,
      end = direction * Number.POSITIVE_INFINITY,
      stops,
    } = stretches[i].free;
    if (direction * (m - source) > 0 && (stops ? direction * (end - m) > 0 : direction * (end - m) >= 0))
      return stretches[i];
  }
  return undefined;
}

/** Answers one question about one journey after the other. */
class Answers {
  readonly #journey: MarginJourney;
  readonly #horizon: number;
  readonly #r = new Float64Array(2);
  /** Time of the end of the way, whether that is before the horizon, and the margin there. */
  #end = 0;
  #arrives = false;
  #last = 0;
  /** Distance of the margin from rest that counts as arrived. */
  #near = 0;

  constructor(journey: MarginJourney, { horizon }: ExactSettings) {
    this.#journey = journey;
    this.#horizon = horizon;
  }

  /** The place that counts as the end of the way. */
  #arrival(end: number): number {
    const { free, motion, slide, meet } = this.#journey;
    if (free.stops) {
      this.#near = 0;
      return free.toClock(end);
    }
    this.#near = ARRIVED / motion.stretch(end);
    const c = free.near(this.#near);
    if (!slide || c <= meet) return c;
    // On a wall one component alone changes with the margin.
    this.#near = ARRIVED;
    return Math.max(meet, free.near(this.#near));
  }

  /** Finds the end of a journey. */
  conclude(outcome: ExactOutcome, needed: boolean): void {
    const journey = this.#journey;
    const { end } = journey.free;
    const time =
      end === undefined ? journey.timeToInfinity(this.#horizon) : journey.timeAt(this.#arrival(end));
    const arrives = time <= this.#horizon;
    this.#end = arrives ? time : this.#horizon;
    this.#arrives = arrives;
    if (arrives) this.#last = end ?? Number.POSITIVE_INFINITY;
    else this.#last = needed ? journey.free.toPlace(journey.placeAt(this.#horizon)) : Number.NaN;
    outcome.status = arrives ? (end === undefined ? "extinct" : "stationary") : "horizon";
    outcome.extinctionTime = arrives && end === undefined ? time : Number.NaN;
  }

  /** When the margin is `m`, NaN where that is not before the horizon. */
  #when(m: number): number {
    const journey = this.#journey;
    const { direction, end } = journey.free;
    if (m === journey.m0) return 0;
    if (!Number.isFinite(m) || direction * (m - journey.m0) < 0 || direction * (this.#last - m) < -SAME)
      return Number.NaN;
    if (this.#arrives && end !== undefined && Math.abs(m - end) <= this.#near + SAME) return this.#end;
    return Math.min(journey.timeAt(journey.free.toClock(m)), this.#end);
  }

  /**
   * The margin at which a level is reached, not finite where it never is; that of the start where it is from
   * there on.
   */
  #marginAt(level: ExactLevel): number {
    const journey = this.#journey;
    const { m0, r2 } = journey;
    if (level.of === "mark") return this.#marginOfMark(level);
    const { of, sign, value, sinceStart } = level;
    const done = sinceStart ? value <= 0 : sign * (of === "margin" ? m0 : r2) >= value;
    if (done) return m0;
    if (of === "margin") return sinceStart ? m0 + sign * value : sign * value;
    return journey.whenDispreferred(sinceStart ? sign * value : sign * value - r2);
  }

  /** Where a mark is first no longer negative on the way. */
  #marginOfMark(level: Extract<ExactLevel, { of: "mark" }>): number {
    const journey = this.#journey;
    const { m0, free } = journey;
    const last = this.#last;
    const mark = level.mark(journey.r1, journey.r2);
    if (!mark) return Number.NaN;
    const r = this.#r;
    const value = (m: number) => {
      journey.at(m, r);
      return mark(r[0], r[1]);
    };
    // Ever longer stretches where there is no end.
    const at = (share: number) =>
      Number.isFinite(last) ? m0 + share * (last - m0) : m0 + free.direction * Math.expm1(FAR * share);
    return firstPlace(value, at);
  }

  times(levels: readonly ExactLevel[], outcome: ExactOutcome): void {
    for (let i = 0; i < levels.length; i++) outcome.times[i] = this.#when(this.#marginAt(levels[i]));
  }

  ends(x1: number, x2: number, outcome: ExactOutcome): void {
    const { r1, r2 } = this.#journey;
    const r = this.#r;
    this.#journey.at(this.#last, r);
    outcome.start.logs(r1, r2);
    outcome.end.logs(r[0], r[1]);
    outcome.change1 = x1 * Math.expm1(r[0] - r1);
    outcome.change2 = x2 * Math.expm1(r[1] - r2);
  }
}

/** A start from which nothing moves. */
function atRest(x1: number, x2: number, { levels, ends }: ExactQuestion, outcome: ExactOutcome): void {
  const [r1, r2] = [Math.log(x1), Math.log(x2)];
  outcome.status = "stationary";
  outcome.extinctionTime = Number.NaN;
  outcome.error = 0;
  for (const [i, level] of levels.entries()) outcome.times[i] = atOnce(level, r1, r2) ? 0 : Number.NaN;
  if (!ends) return;
  outcome.start.logs(r1, r2);
  outcome.end.logs(r1, r2);
  outcome.change1 = 0;
  outcome.change2 = 0;
}

/** Whether a level is reached at the start. */
function atOnce(level: ExactLevel, r1: number, r2: number): boolean {
  if (level.of === "mark") return (level.mark(r1, r2)?.(r1, r2) ?? -1) >= 0;
  const { of, sign, value, sinceStart } = level;
  return sinceStart ? value <= 0 : sign * (of === "margin" ? r1 - r2 : r2) >= value;
}

/**
 * Answers a question for a loss of the margin alone: freely and along the walls of a box, time is an integral
 * over the margin.
 *
 * @param flow   of the smooth branch that moves
 * @param basins of the margin; where there is none nothing moves
 * @returns undefined where the geometry has no margin motion, or a wall may be met that cannot be slid along
 *   like that
 * @see the section "Exact results" of the README
 */
export function marginSolver(
  settings: ExactSettings,
  question: ExactQuestion,
  flow: Flow,
  basins: readonly Basin[],
): ExactSolver | undefined {
  const { loss, geometry, faces } = flow;
  const { motion } = geometry;
  if (!loss.margin || !motion) return undefined;
  if (faces.some(({ name }) => HELD[name] === undefined) || (faces.length > 0 && geometry.direction))
    return undefined;
  const force = new Float64Array(4);
  // A loss that still falls where x2 is extinct moves x1 on along the axis.
  loss.logForce(0, -Infinity, force);
  if (motion.falls && basins.some(({ end }) => end === undefined) && force[1] !== -Infinity) return undefined;
  const stretches = basins.map((basin) => stretchOf(flow, motion, basin));
  // A response that a shared network takes along up to its wall lets the other one rise to a second wall.
  const drags = ({ free, slides }: Stretch) =>
    slides.some(({ pushed, held }) => pushed && (held === 0) !== (free.direction === 1));
  if (stretches.some(drags)) return undefined;
  const journey = new MarginJourney(motion);
  const answers = new Answers(journey, settings);
  const { levels, ends } = question;
  const needed = ends || levels.length > 0;
  return confessing((x1, x2, outcome) => {
    const r1 = Math.log(x1);
    const r2 = Math.log(x2);
    const stretch = stretchAt(stretches, r1 - r2);
    if (!stretch) return atRest(x1, x2, question, outcome);
    journey.setOut(stretch, r1, r2);
    answers.conclude(outcome, needed);
    answers.times(levels, outcome);
    if (ends) answers.ends(x1, x2, outcome);
    outcome.error = journey.error;
  });
}
