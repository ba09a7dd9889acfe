import { Inexact } from "./inexact.js";

/** Nodes and weights of the Gauss–Legendre rule of order 16 on [−1, 1], the positive half; DLMF 3.5(v). */
const LEGENDRE = [
  [0.09501250983763744, 0.1894506104550685],
  [0.2816035507792589, 0.1826034150449236],
  [0.4580167776572274, 0.1691565193950025],
  [0.6178762444026438, 0.1495959888165767],
  [0.755404408355003, 0.1246289712555339],
  [0.8656312023878318, 0.09515851168249279],
  [0.9445750230732326, 0.06225352393864789],
  [0.9894009349916499, 0.02715245941175409],
] as const;

/**
 * Panels on each side of the origin, at most: a tenth of a second's work, and enough for margins up to 10⁵.
 */
const MANY = 20_000;

/** Width of the first panel that is tried; others follow from it by doubling and halving. */
const WIDTH = 0.5;

/** Relative difference of a rule and its refinement below which a panel is narrow enough: some roundings. */
const FINE = 1e-14;

/**
 * Where the refinement gains less than the factor `GAIN` below this difference, what is left is rounding of
 * f.
 */
const ROUGH = 1e-7;
const GAIN = 0.1;

/** Logarithms below this stand for numbers that are 0 as doubles, whatever they are multiplied with here. */
const NOTHING = -800;

/**
 * Where f is nothing, panels need not resolve it, but grow only in proportion to the distance from the
 * origin.
 */
const SHARE = 0.125;

/** An exponential that a panel of width w resolves changes by no more than a factor of e^STEEP over it. */
const STEEP = 16;

/** What is this share of a sum no longer changes it. */
const LOST = 1e-17;

/**
 * A step of the search for a place that is smaller than this, in widths of a panel, is the last: 1e-18 is
 * left.
 */
const CLOSE = 1e-9;

/** What is integrated. */
export interface Pace {
  /** log f at c; f > 0 is piecewise analytic. */
  log(c: number): number;
  /**
   * Relative error of f at c beyond rounding, where it is formed from numbers that cancel; panels there are
   * narrow.
   */
  noise?(c: number): number;
  /** The end of the interval on which f is given; default: none. */
  readonly to?: number;
  /** Where f is not analytic, inside the interval. */
  readonly breaks?: readonly number[];
}

/** The integral of a positive function between any two points, for many of them, with its error. */
export interface ClockTable {
  /** ∫ f from `a` to `b`, a ≤ b. */
  between(a: number, b: number): number;
  /** ∫ f from `a` to the end; Infinity where it diverges, or is more than `limit`. */
  beyond(a: number, limit?: number): number;
  /** The point b at which the integral from `a` reaches `value`, or the end where it never does. */
  reach(a: number, value: number): number;
  /** Estimated error of the last answer: of an integral, or of b. */
  readonly error: number;
  /** Largest |d log f/dc| about the ends of the last answer, roughly: what an error of c costs. */
  readonly steepness: number;
}

/** Cause of an error. */
const UNRESOLVED = "the clock's integrand has too fine a structure";

/** A panel that has been fitted. */
interface Panel {
  /** Its far end. */
  b: number;
  /** What it would span if nothing had cut it short. */
  width: number;
  /** Relative difference of the rule and its refinement. */
  difference: number;
  value: number;
  /** Whether f is 0 in it as a double. */
  nothing: boolean;
}

/** Panels from the origin outwards on one side, made as far as anybody asks and always the same. */
class Side {
  readonly pace: Pace;
  readonly origin: number;
  readonly direction: 1 | -1;
  readonly end: number;
  /** Where panels meet, beginning with the origin. */
  readonly edges: number[];
  readonly values: number[] = [];
  /** Relative errors. */
  readonly errors: number[] = [];
  /** What a panel would span if nothing had cut it short. */
  readonly widths: number[] = [];
  /** What lies beyond, if f goes on to fall as in the panel. */
  readonly tails: number[] = [];
  #width = WIDTH;
  readonly #breaks: number[];
  #log = new Float64Array(16);

  constructor(pace: Pace, origin: number, direction: 1 | -1, end: number) {
    this.pace = pace;
    this.origin = origin;
    this.direction = direction;
    this.end = end;
    this.edges = [origin];
    this.#breaks = [...(pace.breaks ?? []), end]
      .filter((place) => direction * (place - origin) > 0)
      .sort((a, b) => direction * (a - b));
  }

  /** Whether the panels made so far reach the end. */
  get complete(): boolean {
    return this.edges[this.edges.length - 1] === this.end;
  }

  /** log of the largest f of a rule over [a, b]; leaves the nodes' logarithms behind. */
  #sample(a: number, b: number): number {
    const [middle, half] = [(a + b) / 2, (b - a) / 2];
    let top = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < 8; i++) {
      const node = half * LEGENDRE[i][0];
      const low = this.pace.log(middle - node);
      const high = this.pace.log(middle + node);
      this.#log[2 * i] = low;
      this.#log[2 * i + 1] = high;
      top = Math.max(top, low, high);
    }
    return top;
  }

  /** The rule over [a, b] in units of e^unit. */
  #rule(a: number, b: number, unit: number): number {
    let sum = 0;
    for (let i = 0; i < 8; i++) {
      sum += LEGENDRE[i][1] * (Math.exp(this.#log[2 * i] - unit) + Math.exp(this.#log[2 * i + 1] - unit));
    }
    return (Math.abs(b - a) / 2) * sum;
  }

  /**
   * Relative difference of the rule over [a, b] and its refinement, and log of the largest f; the integral.
   */
  #compare(a: number, b: number): { difference: number; top: number; value: number } {
    const top = this.#sample(a, b);
    if (top === Number.NEGATIVE_INFINITY) return { difference: 0, top, value: 0 };
    const whole = this.#rule(a, b, top);
    const middle = (a + b) / 2;
    const first = this.#sample(a, middle);
    const left = this.#rule(a, middle, top);
    const second = this.#sample(middle, b);
    const halves = left + this.#rule(middle, b, top);
    return {
      difference: Math.abs(whole / halves - 1),
      top: Math.max(top, first, second),
      value: halves * Math.exp(top),
    };
  }

  /**
   * The widest panel from `a` on, of no more than a width, that is resolved as far as rounding lets it be.
   */
  #fit(a: number, widest: number): Panel {
    const { pace, direction } = this;
    const stop = this.#breaks[0];
    let width = widest;
    let before: Panel | undefined;
    for (;;) {
      const b = direction * (a + direction * width - stop) >= 0 ? stop : a + direction * width;
      const { difference, top, value } = this.#compare(a, b);
      const rounding = Number.EPSILON * (8 + Math.abs(top) + Math.abs(pace.log(b)));
      const noise = pace.noise?.((a + b) / 2) ?? 0;
      const panel = { b, width, difference, value, nothing: top < NOTHING };
      if (difference <= FINE + rounding + noise || panel.nothing) return panel;
      // A refinement that gains nothing has come down to rounding: the wider panel is as good.
      if (before && before.difference < ROUGH && difference > GAIN * before.difference) return before;
      if (a + (direction * width) / 2 === a || !Number.isFinite(b)) throw new Inexact(UNRESOLVED);
      before = panel;
      width = Math.min(width, Math.abs(b - a)) / 2;
    }
  }

  /** Makes the next panel. */
  grow(): void {
    if (this.values.length >= MANY) throw new Inexact(UNRESOLVED);
    const { pace, direction } = this;
    const a = this.edges[this.edges.length - 1];
    while (direction * (this.#breaks[0] - a) <= 0) this.#breaks.shift();
    const noisy = (pace.noise?.(a + direction * WIDTH) ?? 0) > 0;
    const widest = noisy ? Math.min(WIDTH, this.#width) : this.#width;
    const { b, width, difference, value, nothing } = this.#fit(a, widest);
    this.edges.push(b);
    this.values.push(value);
    this.errors.push(Number.isFinite(value) ? difference + 4 * Number.EPSILON : 0);
    this.widths.push(width);
    const last = pace.log(b);
    const fall = (pace.log(a) - last) / Math.abs(b - a);
    this.tails.push(fall > 0 ? Math.exp(last) / fall : Number.POSITIVE_INFINITY);
    const limit = nothing ? Math.max(WIDTH, SHARE * Math.abs(b - this.origin)) : Number.POSITIVE_INFINITY;
    this.#width = Math.min(width === widest ? 2 * width : width, limit);
  }
}

/**
 * Integrates a function once over panels, as far as anybody asks, and then only over what is left of two of
 * them.
 *
 * Panels are as wide as the rule and its refinement agree, so that sharp knees are resolved and smooth
 * stretches cost nothing. They are made from a fixed origin outwards, so that answers do not depend on what
 * was asked before.
 *
 * @throws Inexact, when it is asked, where the integrand cannot be resolved
 */
export function clockTable(pace: Pace): ClockTable {
  const { to = Number.POSITIVE_INFINITY } = pace;
  const origin = Math.min(to, 0);
  const up = new Side(pace, origin, 1, to);
  const down = new Side(pace, origin, -1, Number.NEGATIVE_INFINITY);
  let error = 0;
  let steepness = 0;

  /** Lower edge, value and relative error of the panels k ≥ 0 and k < 0. */
  const edge = (k: number) => (k >= 0 ? up.edges[k] : down.edges[-k]);
  const value = (k: number) => (k >= 0 ? up.values[k] : down.values[-1 - k]);
  const relative = (k: number) => (k >= 0 ? up.errors[k] : down.errors[-1 - k]);
  const width = (k: number) => (k >= 0 ? up.widths[k] : down.widths[-1 - k]);
  const tail = (k: number) => (k >= 0 ? up.tails[k] : down.tails[-1 - k]);
  const grown = (k: number) => {
    while (k >= up.values.length && !up.complete) up.grow();
    return k < up.values.length;
  };

  /** The panel that c lies in. */
  const index = (c: number): number => {
    const side = c > origin || (c === origin && to > origin) ? up : down;
    const sign = side.direction;
    const { edges } = side;
    while (sign * (c - edges[edges.length - 1]) >= 0 && !side.complete) side.grow();
    let [low, high] = [0, edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sign * (c - edges[middle]) >= 0) low = middle;
      else high = middle;
    }
    return side === up ? low : -1 - low;
  };

  /** Integral over a part of a panel. */
  const part = (a: number, b: number): number => {
    const [middle, half] = [(a + b) / 2, (b - a) / 2];
    let sum = 0;
    for (let i = 0; i < 8; i++) {
      const node = half * LEGENDRE[i][0];
      sum += LEGENDRE[i][1] * (Math.exp(pace.log(middle - node)) + Math.exp(pace.log(middle + node)));
    }
    return half * sum;
  };

  const between = (a: number, b: number) => {
    const first = index(a);
    const last = index(b);
    steepness = STEEP / Math.min(width(first), width(last));
    if (first === last) {
      const sum = part(a, b);
      error = relative(first) * sum;
      return sum;
    }
    const begin = part(a, edge(first + 1));
    const end = part(edge(last), b);
    error = relative(first) * begin + relative(last) * end;
    let sum = begin;
    for (let k = first + 1; k < last; k++) {
      sum += value(k);
      error += relative(k) * value(k);
    }
    return sum + end;
  };

  const beyond = (a: number, limit = Number.POSITIVE_INFINITY) => {
    const first = index(a);
    steepness = STEEP / width(first);
    let sum = part(a, edge(first + 1));
    error = relative(first) * sum;
    for (let k = first + 1; grown(k); k++) {
      const now = value(k);
      sum += now;
      error += relative(k) * now;
      if (!(sum <= limit && sum < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
      if (tail(k) <= LOST * sum) return sum;
    }
    return sum;
  };

  /** The point in the panel k at which the integral from `u` is `left`. */
  const inside = (k: number, u: number, left: number): number => {
    let [low, high] = [u, edge(k + 1)];
    const bend = (pace.log(high) - pace.log(low)) / (high - low);
    let b = u;
    for (let i = 0; i < 100; i++) {
      const rest = left - (b > u ? part(u, b) : 0);
      if (rest > 0) low = b;
      else high = b;
      const flat = rest / Math.exp(pace.log(b));
      // Exact for an exponential that bends like the panel from end to end.
      const step = Math.abs(bend * flat) < 1e-3 ? flat : Math.log1p(bend * flat) / bend;
      const next = b + step;
      // What is left after a step goes with its square.
      const enough = Math.max(2 * Number.EPSILON * (1 + Math.abs(b)), CLOSE * width(k));
      if (Math.abs(step) <= enough) return Math.min(high, Math.max(low, next));
      b = next > low && next < high ? next : low + (high - low) / 2;
      if (b === low || b === high) return b;
    }
    return b;
  };

  const reach = (a: number, wanted: number) => {
    let k = index(a);
    let u = a;
    let left = wanted;
    error = 0;
    for (;;) {
      const now = u === a ? part(a, edge(k + 1)) : value(k);
      error += relative(k) * Math.min(now, left);
      if (now >= left) break;
      left -= now;
      k++;
      if (k >= 0 && !grown(k)) {
        error = 0;
        return to;
      }
      u = edge(k);
    }
    const b = inside(k, u, left);
    steepness = STEEP / width(k);
    const speed = Math.exp(-pace.log(b));
    error = (error + Number.EPSILON * wanted) * speed;
    return b;
  };

  return {
    between,
    beyond,
    reach,
    get error() {
      return error;
    },
    get steepness() {
      return steepness;
    },
  };
}
