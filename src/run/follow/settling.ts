import type { Mode, Velocity } from "./mode.js";

/**
 * A response settles at once where its decay time is below this share of the time elapsed, and of the time in
 * which the other one moves by 1. Then the rounding of its own log-ratio, at a rate that high, moves it faster
 * than all else moves: explicit steps see noise alone. Some hundreds of roundings, so that what happens while
 * it settles is far below any tolerance.
 */
const AT_ONCE = 1e-13;

/** Settles from no farther away, in log-ratios: from here Newton's method converges in two or three steps. */
const NEAR = 1e-3;

/** Newton's corrections, at most. */
const CORRECTIONS = 8;

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
export function settling(velocity: Velocity, { wall, dead, side }: Mode): (y: Float64Array) => boolean {
  // Where the motion has one direction, nothing is left to move on.
  if (wall || dead !== undefined || side === "on") return () => false;
  const v = new Float64Array(2);
  const [up, down] = [new Float64Array(2), new Float64Array(2)];
  const r = new Float64Array(2);
  /** Newton's step of component i towards where it settles; NaN unless it settles faster than `least`. */
  const step = (i: 0 | 1, least: number): number => {
    const at = (h: number, out: Float64Array) =>
      velocity(r[0] + (i === 0 ? h : 0), r[1] + (i === 1 ? h : 0), out);
    const [scale, above, below] = [at(0, v), at(WIDTH, up), at(-WIDTH, down)];
    const top = Math.max(above, below);
    const slope = (up[i] * Math.exp(above - top) - down[i] * Math.exp(below - top)) / (2 * WIDTH);
    const other = scale + Math.log(Math.abs(v[1 - i]) / AT_ONCE);
    if (!(slope < 0 && top + Math.log(-slope) > Math.max(least, other))) return Number.NaN;
    return (v[i] * Math.exp(scale - top)) / -slope;
  };
  return (y) => {
    const logRate = -Math.log(AT_ONCE * y[2]);
    const scale = velocity(y[0], y[1], v);
    // A rate that settles from NEAR shows in the speed.
    if (!(scale > logRate + Math.log(WIDTH))) return false;
    const i = Math.abs(v[0]) > Math.abs(v[1]) ? 0 : 1;
    r.set([y[0], y[1]]);
    let before = NEAR;
    for (let k = 0; k < CORRECTIONS; k++) {
      const correction = step(i, logRate);
      if (!(Math.abs(correction) <= before)) {
        if (k === 0 || Number.isNaN(correction)) return false;
        break;
      }
      before = Math.abs(correction);
      r[i] += correction;
    }
    y[i] = r[i];
    return true;
  };
}
