import type { Geometry } from "../geometry.js";
import { logSum } from "../logarithm.js";
import { scaled } from "./scaled.js";

/**
 * Geometry with a diagonal K, whose entries are given as logarithms: near an axis they leave the range of
 * doubles.
 *
 * @param logWeight log K_ii as a function of the log-ratio r_i, i = 0 for the preferred response
 */
export function diagonal(name: string, logWeight: (i: 0 | 1, r: number) => number): Geometry {
  /** log of the speed of component i; an extinct one does not move. */
  const speed = (i: 0 | 1, r: number, logGradient: number) =>
    r === -Infinity || logGradient === -Infinity ? -Infinity : logGradient + logWeight(i, r);
  return {
    name,
    velocity: (r1, r2, gradient, out) =>
      scaled(-gradient[0], speed(0, r1, gradient[1]), -gradient[2], speed(1, r2, gradient[3]), out),
    logVelocity(r1, r2, gradient, out) {
      out[0] = -gradient[0];
      out[1] = speed(0, r1, gradient[1]);
      out[2] = -gradient[2];
      out[3] = speed(1, r2, gradient[3]);
    },
    logMobility(r1, r2, logN1, logN2) {
      const [a1, a2] = [logWeight(0, r1), logWeight(1, r2)];
      return a1 + a2 - logSum(a1 + 2 * logN1, a2 + 2 * logN2);
    },
  };
}
