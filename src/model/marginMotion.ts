import { logOneMinusExp, softplus } from "./logarithm.js";

/** The curve of the plane that a loss of the margin alone moves along from a start, given by the margin. */
export interface MarginTrack {
  /** How long a stretch takes in units of what it takes with the c(m) of `logRate` at scale 1. */
  readonly scale: number;
  /** (r1, r2) at a margin, into `out`. */
  at(margin: number, out: Float64Array): void;
  /** Margin at which r1 has changed by an amount since the start; not finite where that never happens. */
  whenPreferred(change: number): number;
  /** The same for r2. */
  whenDispreferred(change: number): number;
}

/**
 * What a geometry does to every loss L(m) of the margin m = r1 − r2 alone, off all walls: it moves along
 * tracks that do not depend on the loss, at the speed m' = −c(m)·L'(m).
 *
 * @see the section "Exact results" of the README
 */
export interface MarginMotion {
  /** log c(m) on a track, given the logarithm of its scale. */
  logRate(margin: number, logScale: number): number;
  /** log of the scale of the track through (x1, x2), both as probability ratios. */
  logScale(x1: number, x2: number): number;
  track(r1: number, r2: number): MarginTrack;
  /** Larger of |dr1/dm| and |dr2/dm| at a margin. */
  stretch(margin: number): number;
  /** Whether x2 → 0 as m → ∞ while c grows without bound, so that the time it takes may be finite. */
  readonly falls: boolean;
  /** What all tracks conserve, as a function of (r1, r2); absent where it is no more than a line. */
  radius?(r1: number, r2: number): number;
}

/** log cosh m without overflow. */
const logCosh = (m: number) => Math.abs(m) + Math.log1p(Math.exp(-2 * Math.abs(m))) - Math.LN2;

/** log(e^z − 1) without overflow; NaN below 0. */
const logExpm1 = (z: number) => (z < 0 ? Number.NaN : z + logOneMinusExp(-z));

/**
 * Tracks on circles about the origin of (p1·x1, p2·x2), which turn K into a function of m: c = 4 cosh²(m +
 * t)/R².
 */
export function circles(p1: number, p2: number): MarginMotion {
  const [l1, l2] = [Math.log(p1), Math.log(p2)];
  const tilt = Math.log(p1 / p2);
  return {
    logRate: (m, logScale) => Math.log(4) - logScale + 2 * logCosh(m + tilt),
    logScale: (x1, x2) => 2 * Math.log(Math.hypot(x1 * p1, x2 * p2)),
    track(r1, r2) {
      const log = Math.log(Math.hypot(Math.exp(r1 + l1), Math.exp(r2 + l2)));
      return {
        scale: Math.exp(2 * log),
        at(m, out) {
          out[0] = log - l1 - softplus(-2 * (m + tilt)) / 2;
          out[1] = log - l2 - softplus(2 * (m + tilt)) / 2;
        },
        whenPreferred: (change) => -logExpm1(2 * (log - l1 - r1 - change)) / 2 - tilt,
        whenDispreferred: (change) => logExpm1(2 * (log - l2 - r2 - change)) / 2 - tilt,
      };
    },
    stretch: (m) => 1 / (1 + Math.exp(-2 * Math.abs(m + tilt))),
    falls: true,
    radius: (r1, r2) => Math.hypot(p1 * Math.exp(r1), p2 * Math.exp(r2)),
  };
}

/**
 * Tracks on straight lines of the log-ratios, where K is constant: dr/dm = (d1, d2), and c is constant too.
 */
export function lines(c: number, d1: number, d2: number): MarginMotion {
  return {
    logRate: (_m, logScale) => Math.log(c) - logScale,
    logScale: () => 0,
    track: (r1, r2) => ({
      scale: 1,
      at(m, out) {
        out[0] = r1 + d1 * (m - (r1 - r2));
        out[1] = r2 + d2 * (m - (r1 - r2));
      },
      whenPreferred: (change) => r1 - r2 + change / d1,
      whenDispreferred: (change) => r1 - r2 + change / d2,
    }),
    stretch: () => Math.max(Math.abs(d1), Math.abs(d2)),
    falls: false,
  };
}
