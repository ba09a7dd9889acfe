import { type ClockTable, clockTable } from "./clockTable.js";

/**
 * An interval of a coordinate q that moves by an equation of its own, q' = v(q), in which it moves one way
 * all along: between two neighbouring zeros of v, or from or to infinity.
 */
export interface Basin {
  /** Whether q rises or falls. */
  readonly direction: 1 | -1;
  /** The rest point that it comes from, if any: nothing leaves that in finite time. */
  readonly source?: number | undefined;
  /** Where it goes; absent where that is infinity. */
  readonly end?: number | undefined;
  /**
   * Whether it is at its end in finite time, where the force breaks off. Otherwise it approaches it for ever.
   */
  readonly stops?: boolean | undefined;
}

/** A basin with its clock: how long q takes from one place to another. */
export interface Way extends Basin {
  readonly table: ClockTable;
  /** The table's variable, which rises along the way, at a place. */
  toClock(q: number): number;
  /** The table's variable at a distance from the end. */
  near(distance: number): number;
  toPlace(c: number): number;
  /** |dq/dc|. */
  scale(c: number): number;
  /** log of dt/dc. */
  log(c: number): number;
}

/** Closer to a rest point than this, the table's variable is the logarithm of the distance, at most. */
const NEAR = 1;

/**
 * Along a way the clock's variable c is ±q itself, so that nothing is lost of its digits, and next to a rest
 * point the logarithm of the distance, in which an approach for ever is steady.
 *
 * @param logPace log of dt/d|q|
 */
export function wayThrough({ direction, source, end, stops }: Basin, logPace: (q: number) => number): Way {
  const sign = direction;
  const first = source === undefined ? Number.NEGATIVE_INFINITY : sign * source;
  const last = end === undefined ? Number.POSITIVE_INFINITY : sign * end;
  const reach = Math.min(NEAR, (last - first) / 3);
  // Beyond these the variable is a logarithm.
  const low = source === undefined ? Number.NEGATIVE_INFINITY : first + reach;
  const high = end === undefined || stops ? Number.POSITIVE_INFINITY : last - reach;
  const distance = (c: number) => reach * Math.exp(c > high ? high - c : c - low);
  const isNear = (c: number) => c > high || c < low;

  const toPlace = (c: number) => {
    if (c > high) return sign * (last - reach * Math.exp(high - c));
    return sign * (c < low ? first + reach * Math.exp(c - low) : c);
  };
  const log = (c: number) => {
    if (c > high) return logPace(toPlace(c)) + Math.log(reach) + high - c;
    return c < low ? logPace(toPlace(c)) + Math.log(reach) + c - low : logPace(sign * c);
  };
  const table = clockTable({
    log,
    noise: (c) => (isNear(c) ? (Number.EPSILON * Math.abs(c > high ? last : first)) / distance(c) : 0),
    ...(stops && { to: last }),
    breaks: [low, high].filter(Number.isFinite),
  });
  return {
    direction,
    source,
    end,
    stops,
    table,
    log,
    toPlace,
    toClock(q) {
      const place = sign * q;
      if (place > high) return high + Math.log(reach / (last - place));
      return place < low ? low - Math.log(reach / (place - first)) : place;
    },
    near: (length) => high + Math.log(reach / length),
    scale: (c) => (isNear(c) ? distance(c) : 1),
  };
}
