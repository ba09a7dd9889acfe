import { ON_FACE } from "../model/domain.js";
import { type Way, wayThrough } from "./way.js";

/** What a response does by an equation of its own, r' = v(r). */
export interface Equation {
  /** log of dt/d|r|. */
  logPace(r: number): number;
  /** Where v vanishes, attracting from both sides; absent where it never does. */
  readonly rest: number | undefined;
  /** Which way r goes where nothing rests. */
  readonly direction: 1 | -1;
  /** The log-ratio that it cannot exceed, if any. */
  readonly wall: number | undefined;
}

/** Closer to rest than this share of the tolerance a response is there. */
const SETTLED = 1e-2;

/** Roundings of a rest point within which its force is noise. */
const NOISE = 64 * Number.EPSILON;

/**
 * One response from one start on, while the other one does not matter to it. Reused from start to start.
 *
 * Its errors are added up in `error`: of a time relative to it, of a place in log-ratios.
 */
export class Component {
  readonly #wall: number;
  readonly #arrived: number;
  readonly #settled: number;
  readonly #rest: number | undefined;
  readonly #up: Way | undefined;
  readonly #down: Way | undefined;
  /** Undefined where it is held by a wall from the start. */
  #way: Way | undefined;
  #from = 0;
  #rounding = 0;
  /** When it is as good as at rest. */
  #still = 0;
  start = 0;
  /** When it is over: at its wall, at 0, or arrived at rest. */
  done = 0;
  error = 0;
  placeError = 0;

  /**
   * @param arrived   distance from rest that counts as arrived
   * @param tolerance relative
   */
  constructor({ logPace, rest, direction, wall }: Equation, arrived: number, tolerance: number) {
    this.#rest = rest;
    this.#wall = wall ?? Number.POSITIVE_INFINITY;
    this.#arrived = arrived;
    this.#settled = Math.max(SETTLED * tolerance, NOISE * Math.abs(rest ?? 0));
    const highest = Math.min(this.#wall, rest ?? Number.POSITIVE_INFINITY);
    const stops = this.#wall <= highest;
    if (rest !== undefined || direction === 1) {
      const end = highest < Number.POSITIVE_INFINITY ? highest : undefined;
      this.#up = wayThrough({ direction: 1, end, stops: stops && end !== undefined }, logPace);
    }
    if (rest !== undefined || direction === -1)
      this.#down = wayThrough({ direction: -1, end: rest }, logPace);
  }

  /** Whether it has no end but 0. */
  get dies(): boolean {
    return this.#way !== undefined && this.#way === this.#down && this.#way.end === undefined;
  }

  /** Its direction, 0 where it does not move. */
  get direction(): number {
    return this.#way?.direction ?? 0;
  }

  /** Where it ends. */
  get end(): number {
    const way = this.#way;
    if (!way) return this.start;
    return way.end ?? way.direction * Number.POSITIVE_INFINITY;
  }

  /** Time that it takes to move by a little, from the start. */
  scale(): number {
    return this.#way
      ? Math.exp(this.#way.log(this.#from)) * this.#way.scale(this.#from)
      : Number.POSITIVE_INFINITY;
  }

  setOut(r: number, horizon: number): void {
    this.start = r;
    this.error = 0;
    this.#still = Number.POSITIVE_INFINITY;
    this.#rounding = Number.EPSILON * (Math.abs(r) + 1);
    const rest = this.#rest;
    const falling = rest === undefined ? this.#up === undefined : r > rest;
    this.#way = falling ? this.#down : this.#up;
    const way = this.#way;
    if (!way || r === rest || (!falling && r >= this.#wall - ON_FACE)) {
      this.#way = undefined;
      this.done = 0;
      return;
    }
    this.#from = way.toClock(r);
    if (way.end === undefined)
      this.done = falling ? this.#toInfinity(way, horizon) : Number.POSITIVE_INFINITY;
    else if (way.stops) this.done = this.#time(way, way.toClock(way.end));
    else {
      this.done = this.#time(way, way.near(this.#arrived));
      this.#still = way.table.between(this.#from, Math.max(this.#from, way.near(this.#settled)));
    }
  }

  #toInfinity({ table }: Way, horizon: number): number {
    const time = table.beyond(this.#from, horizon);
    if (time < Number.POSITIVE_INFINITY) this.#note(table.error / time + this.#rounding * table.steepness);
    return time;
  }

  #note(error: number): void {
    if (!(error <= this.error)) this.error = error;
  }

  /** Time of a reading of the clock's variable. */
  #time(way: Way, c: number): number {
    if (!(c > this.#from)) return 0;
    const time = way.table.between(this.#from, c);
    const first = (this.#rounding / way.scale(this.#from)) * Math.exp(way.log(this.#from));
    const last = ((Number.EPSILON * Math.abs(way.toPlace(c))) / way.scale(c)) * Math.exp(way.log(c));
    if (time > 0 && time < Number.POSITIVE_INFINITY) this.#note((way.table.error + first + last) / time);
    return time;
  }

  /** When it is at a place, NaN where it never is. */
  timeAt(r: number): number {
    const way = this.#way;
    if (r === this.start) return 0;
    if (!way || way.direction * (r - this.start) < 0) return Number.NaN;
    if (way.end !== undefined && way.direction * (way.end - r) < 0) return Number.NaN;
    return r === way.end && !way.stops ? Number.NaN : this.#time(way, way.toClock(r));
  }

  /** Where it is at a time; leaves the error of that behind in `placeError`. */
  placeAt(time: number): number {
    const way = this.#way;
    this.placeError = this.#rounding;
    if (!way || time === 0) return this.start;
    if (time >= this.#still) {
      this.placeError = this.#settled;
      return this.end;
    }
    if (time >= this.done && (way.stops || way.end === undefined)) return this.end;
    const c = way.table.reach(this.#from, time);
    const late = (this.#rounding / way.scale(this.#from)) * Math.exp(way.log(this.#from));
    this.placeError = (way.table.error + late * Math.exp(-way.log(c))) * way.scale(c);
    return way.toPlace(c);
  }

  /** Where it is at the end of a run, and takes note of the error of that. */
  lastAt(time: number): number {
    const place = this.placeAt(time);
    this.#note(this.placeError);
    return place;
  }
}
