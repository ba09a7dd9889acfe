import type { Geometry } from "../geometry.js";
import { scaled } from "./scaled.js";

/**
 * Geometry with a diagonal K, whose entries are given as logarithms: near an axis they leave the range of
 * doubles.
 *
 * @param logWeight log K_ii as a function of the log-ratio r_i, i = 0 for the preferred response
 */
export function diagonal(name: string, logWeight: (i: 0 | 1, r: number) => number): Geometry {
  return {
    name,
    velocity(r1, r2, gradient, out) {
      const l1 = r1 === -Infinity || gradient[1] === -Infinity ? -Infinity : gradient[1] + logWeight(0, r1);
      const l2 = r2 === -Infinity || gradient[3] === -Infinity ? -Infinity : gradient[3] + logWeight(1, r2);
      return scaled(-gradient[0], l1, -gradient[2], l2, out);
    },
    conormal(r1, r2, n, out) {
      const [n1, n2] = n;
      const c1 = n1 === 0 ? -Infinity : logWeight(0, r1) + 2 * Math.log(Math.abs(n1));
      const c2 = n2 === 0 ? -Infinity : logWeight(1, r2) + 2 * Math.log(Math.abs(n2));
      // K_ii n_i / Σ K_jj n_j², as the share of one wall component in the sum.
      out[0] = n1 === 0 ? 0 : 1 / (n1 * (1 + Math.exp(c2 - c1)));
      out[1] = n2 === 0 ? 0 : 1 / (n2 * (1 + Math.exp(c1 - c2)));
    },
  };
}
