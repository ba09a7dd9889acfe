import { type Face, ON_FACE } from "../model/domain.js";
import type { Flow } from "../model/flow.js";
import { logProduct } from "../model/logarithm.js";
import type { MarginMotion, MarginTrack } from "../model/marginMotion.js";
import { type Basin, type Way, wayThrough } from "./way.js";

/** A wall that the margin can go on along: the component it holds, and at which log-ratio. */
interface Slide {
  readonly held: 0 | 1;
  readonly at: number;
  /** Whether free motion in this basin pushes that component up. */
  readonly pushed: boolean;
  readonly way: Way;
}

/** A basin of the margin with the clocks of free motion in it, on a track of scale 1, and along each wall. */
export interface Stretch {
  readonly free: Way;
  readonly slides: readonly Slide[];
}

/** Walls that a margin can slide along, and the component that each holds. */
export const HELD: Partial<Record<Face["name"], 0 | 1>> = { "preferred-max": 0, "dispreferred-max": 1 };

/** Margins beyond which every track goes the way that it goes for ever. */
const ASUNDER = 50;

/** The clocks of one basin. */
export function stretchOf(flow: Flow, motion: MarginMotion, basin: Basin): Stretch {
  const { loss, faces } = flow;
  const force = new Float64Array(4);
  const free = wayThrough(basin, (m) => {
    loss.logForce(m, 0, force);
    return -logProduct(motion.logRate(m, 0), force[1]);
  });
  const [v, before, after] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  const track = motion.track(0, 0);
  track.at(-ASUNDER * basin.direction, before);
  track.at(ASUNDER * basin.direction, after);
  const slides = faces.map((face): Slide => {
    const held = HELD[face.name] ?? 0;
    const wall = new Float64Array(2);
    face.snap(wall);
    const at = wall[held];
    // The component that moves does so at the speed of the margin.
    const logPace =
      held === 0
        ? (m: number) => -flow.slide(face, at, at - m, v)
        : (m: number) => -flow.slide(face, at + m, at, v);
    return { held, at, pushed: after[held] > before[held], way: wayThrough(basin, logPace) };
  });
  return { free, slides };
}

/** A relative error below which a rough bound is good enough. */
const SMALL = 1e-12;

/**
 * What a loss of the margin alone does from one start: the margin goes one way, freely on a track and then
 * along a wall if it meets one. Places are readings c of the variable of the clocks, which all ways through a
 * basin share. Reused from start to start.
 */
export class MarginJourney {
  readonly motion: MarginMotion;
  track!: MarginTrack;
  free!: Way;
  r1 = 0;
  r2 = 0;
  m0 = 0;
  from = 0;
  /** The wall that is met, where, when, and the error of that. */
  slide: Slide | undefined;
  meet = Number.POSITIVE_INFINITY;
  #met = 0;
  #metError = 0;
  /** Largest error of anything asked so far; see `ExactOutcome.error`. */
  error = 0;
  /** Error of r1, r2 and m0 from rounding. */
  #rounding = 0;
  #legError = 0;

  constructor(motion: MarginMotion) {
    this.motion = motion;
  }

  /** Sets out from (r1, r2) in a basin. */
  setOut(stretch: Stretch, r1: number, r2: number): void {
    this.r1 = r1;
    this.r2 = r2;
    this.m0 = r1 - r2;
    this.#rounding = Number.EPSILON * (Math.abs(r1) + Math.abs(r2) + 1);
    this.track = this.motion.track(r1, r2);
    this.free = stretch.free;
    this.from = stretch.free.toClock(this.m0);
    this.slide = undefined;
    this.meet = Number.POSITIVE_INFINITY;
    this.#met = 0;
    this.#metError = 0;
    // A scale that has left the doubles says nothing any more.
    this.error =
      this.track.scale > 0 && this.track.scale < Number.POSITIVE_INFINITY ? 0 : Number.POSITIVE_INFINITY;
    if (stretch.slides.length === 0) return;
    for (const slide of stretch.slides) this.#look(slide);
    if (this.slide && this.meet > this.from) {
      this.#met = this.#leg(this.free, this.track.scale, this.from, this.meet);
      this.#metError = this.#legError;
    }
  }

  /** Takes a wall for the one that is met if it comes before others. */
  #look(slide: Slide): void {
    if (!slide.pushed) return;
    const { direction, end } = this.free;
    const change = slide.at - (slide.held === 0 ? this.r1 : this.r2);
    const m = slide.held === 0 ? this.track.whenPreferred(change) : this.track.whenDispreferred(change);
    const onWall = change <= ON_FACE;
    if (!onWall && !Number.isFinite(m)) return;
    const ahead = !onWall && direction * (m - this.m0) > 0;
    if (ahead && end !== undefined && direction * (end - m) <= 0) return;
    const place = ahead ? this.free.toClock(m) : this.from;
    if (place < this.meet) {
      this.slide = slide;
      this.meet = place;
    }
  }

  /** Time between two places on one leg; leaves its error behind. */
  #leg(way: Way, scale: number, from: number, to: number): number {
    const { table } = way;
    const time = scale * table.between(from, to);
    // What rounding of a place costs: near rest it is a large share of the distance.
    const [first, last] = [this.#rounding / way.scale(from), this.#ulp(to) / way.scale(to)];
    let shifted = time * (first + last) * (1 / (to - from) + table.steepness);
    if (shifted > SMALL * time) {
      shifted = scale * (first * Math.exp(way.log(from)) + last * Math.exp(way.log(to)));
    }
    this.#legError = scale * table.error + shifted;
    return time;
  }

  /** Rounding of the margin at a place. */
  #ulp(c: number): number {
    return Number.EPSILON * (Math.abs(this.free.toPlace(c)) + Number.MIN_VALUE);
  }

  #note(time: number, error: number): number {
    if (time > 0 && !(error <= this.error * time)) this.error = error / time;
    return time;
  }

  /** When a place is reached that lies ahead. */
  timeAt(c: number): number {
    if (c <= this.from) return 0;
    if (!this.slide || c <= this.meet) {
      const time = this.#leg(this.free, this.track.scale, this.from, c);
      return this.#note(time, this.#legError);
    }
    const time = this.#met + this.#leg(this.slide.way, 1, this.meet, c);
    return this.#note(time, this.#metError + this.#legError);
  }

  /** When the margin is infinite, or Infinity where that is not by `horizon`. */
  timeToInfinity(horizon: number): number {
    if (!this.motion.falls) return Number.POSITIVE_INFINITY;
    const { table } = this.slide ? this.slide.way : this.free;
    const [from, scale] = this.slide ? [this.meet, 1] : [this.from, this.track.scale];
    const left = scale * table.beyond(from, (horizon - this.#met) / scale);
    if (left === Number.POSITIVE_INFINITY) return left;
    const error = this.#metError + scale * table.error + left * this.#rounding * table.steepness;
    return this.#note(this.#met + left, error);
  }

  /** Where it is at a time before the end. */
  placeAt(time: number): number {
    const sliding = this.slide !== undefined && time > this.#met;
    const way = sliding && this.slide ? this.slide.way : this.free;
    const [from, scale] = sliding ? [this.meet, 1] : [this.from, this.track.scale];
    const c = way.table.reach(from, (time - (sliding ? this.#met : 0)) / scale);
    const late = sliding ? this.#metError : scale * this.#rounding * Math.exp(way.log(from));
    const error = way.table.error + (late * Math.exp(-way.log(c))) / scale;
    const moved = error * way.scale(c);
    if (!(moved <= this.error)) this.error = moved;
    return c;
  }

  /** (r1, r2) at a margin, into `out`. */
  at(m: number, out: Float64Array): void {
    const { slide } = this;
    if (!slide || (this.meet > this.from && !(this.free.toClock(m) > this.meet))) this.track.at(m, out);
    else if (slide.held === 0) {
      out[0] = slide.at;
      out[1] = slide.at - m;
    } else {
      out[0] = slide.at + m;
      out[1] = slide.at;
    }
  }

  /** The margin at which r2 has changed by an amount since the start; not finite where that never is. */
  whenDispreferred(change: number): number {
    const { slide } = this;
    const m = this.track.whenDispreferred(change);
    if (!slide || this.free.toClock(m) <= this.meet) return m;
    return slide.held === 0 ? slide.at - (this.r2 + change) : Number.NaN;
  }
}
