import type { Velocity } from "./mode.js";

/**
 * A response settles at once where its decay time is below this share of the time elapsed, and of the time in
 * which the other one moves by 1. Then the rounding of its own log-ratio, at a rate that high, moves it faster
 * than all else moves: explicit steps see noise alone. Some hundreds of roundings, so that what happens while
 * it settles is far below any tolerance.
 */
const AT_ONCE = 1e-13;

/** How far ahead, in log-ratios, it is looked for where a response settles: more than any double needs. */
const FARTHEST = 2048;

/** Newton's method takes over at this distance, in log-ratios, from which it converges. */
const NEAR = 0.25;

/** Newton's corrections, at most: they shrink quadratically from `NEAR` on. */
const CORRECTIONS = 12;

/** A correction this short leaves an error of the order of its square: none. */
const CONVERGED = 1e-8;

/** Half the width of a central difference: see `stiffness.ts`. */
const WIDTH = 1e-6;

/**
 * Watches for a response that settles at once, far faster than the other one moves, at a log-ratio that
 * depends on that of the other: SPPO with the β of its paper takes x2 to e^−500 at a rate of e^1000, while x1
 * has hardly set out.
 *
 * @returns a function of the state (r1, r2, t) after each step: where it is true, it has put the response to
 *          where it settles, and explicit steps should stop
 */
export function settling(velocity: Velocity): (y: Float64Array) => boolean {
  const v = new Float64Array(2);
  const [up, down] = [new Float64Array(2), new Float64Array(2)];
  /** Writes the velocity with component i moved by h. */
  const shifted = (y: Float64Array, i: 0 | 1, h: number, out: Float64Array) =>
    velocity(i === 0 ? y[0] + h : y[0], i === 1 ? y[1] + h : y[1], out);

  /** How far component i has to go, to within `NEAR`, until its velocity changes sign; NaN if it never does. */
  const ahead = (y: Float64Array, i: 0 | 1): number => {
    const sign = Math.sign(v[i]);
    const before = (d: number) => {
      shifted(y, i, sign * d, up);
      return Math.sign(up[i]) === sign;
    };
    let [low, high] = [0, NEAR];
    while (before(high)) {
      [low, high] = [high, 2 * high];
      if (high > FARTHEST) return Number.NaN;
    }
    while (high - low > NEAR) {
      const middle = (low + high) / 2;
      if (before(middle)) low = middle;
      else high = middle;
    }
    return (sign * (low + high)) / 2;
  };

  /** Newton's step of component i, h away, towards where it settles; NaN unless it does so at `least` the rate. */
  const correction = (y: Float64Array, i: 0 | 1, h: number, least: number): number => {
    const scale = shifted(y, i, h, v);
    const [above, below] = [shifted(y, i, h + WIDTH, up), shifted(y, i, h - WIDTH, down)];
    const top = Math.max(above, below);
    const slope = (up[i] * Math.exp(above - top) - down[i] * Math.exp(below - top)) / (2 * WIDTH);
    const other = scale + Math.log(Math.abs(v[1 - i]) / AT_ONCE);
    if (!(slope < 0 && top + Math.log(-slope) > Math.max(least, other))) return Number.NaN;
    return (v[i] * Math.exp(scale - top)) / -slope;
  };

  return (y) => {
    const least = -Math.log(AT_ONCE * y[2]);
    const scale = velocity(y[0], y[1], v);
    // A rate as high as that shows in the speed, at the rounding of a log-ratio already.
    if (!(scale > least + Math.log(WIDTH))) return false;
    const i = Math.abs(v[0]) > Math.abs(v[1]) ? 0 : 1;
    const fast = Math.min(scale - least, -Math.log(Math.abs(v[1 - i]) / AT_ONCE)) > 0;
    let h = ahead(y, i);
    // Not so near, it has to be gone through as fast.
    if (Math.abs(h) > NEAR && !fast) return false;
    let last = Number.POSITIVE_INFINITY;
    for (let k = 0; k < CORRECTIONS && last > CONVERGED; k++) {
      const step = correction(y, i, h, least);
      if (!(Math.abs(step) < last)) return false;
      last = Math.abs(step);
      h += step;
    }
    if (last > CONVERGED) return false;
    y[i] += h;
    return true;
  };
}
