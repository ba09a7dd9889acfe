import type { Mobility } from "../geometry.js";
import { logSum } from "../logarithm.js";
import { scaled } from "./scaled.js";

/**
 * Mobility with a diagonal K, whose entries are given as logarithms: near an axis they leave the range of
 * doubles.
 *
 * @param logWeight log K_ii as a function of the log-ratio r_i, i = 0 for the preferred response
 * @param weight    K_ii itself
 */
export function diagonal(
  logWeight: (i: 0 | 1, r: number) => number,
  weight: (i: 0 | 1, r: number) => number,
): Mobility {
  /** log of the speed of component i; an extinct one does not move. */
  const speed = (i: 0 | 1, r: number, logForce: number) =>
    r === -Infinity || logForce === -Infinity ? -Infinity : logForce + logWeight(i, r);
  return {
    velocity: (r1, r2, force, out) =>
      scaled(force[0], speed(0, r1, force[1]), force[2], speed(1, r2, force[3]), out),
    logVelocity(r1, r2, force, out) {
      out[0] = force[0];
      out[1] = speed(0, r1, force[1]);
      out[2] = force[2];
      out[3] = speed(1, r2, force[3]);
    },
    logMobility(r1, r2, logN1, logN2) {
      const a1 = logWeight(0, r1);
      const a2 = logWeight(1, r2);
      return a1 + a2 - logSum(a1 + 2 * logN1, a2 + 2 * logN2);
    },
    plainVelocity(r1, r2, force, out) {
      out[0] = r1 === -Infinity ? 0 : force[0] * weight(0, r1);
      out[1] = r2 === -Infinity ? 0 : force[1] * weight(1, r2);
    },
    plainMobility(r1, r2, n1, n2) {
      const a1 = weight(0, r1);
      const a2 = weight(1, r2);
      return 1 / ((n1 * n1) / a2 + (n2 * n2) / a1);
    },
  };
}
