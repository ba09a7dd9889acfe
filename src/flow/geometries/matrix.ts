import type { Geometry } from "../geometry.js";
import { logProduct, type SignedLog, signedSum } from "../logarithm.js";
import { scaled } from "./scaled.js";

/** [k11, k12, k22] of a symmetric matrix. */
export type Symmetric = readonly [k11: number, k12: number, k22: number];

/** −k·g. */
const times = (k: number, sign: number, log: number): SignedLog => [
  -Math.sign(k) * sign,
  logProduct(Math.log(Math.abs(k)), log),
];

const STILL: SignedLog = [0, -Infinity];

/** Geometry with a full matrix K of moderate size, positive semi-definite, possibly singular. */
export function matrixGeometry(name: string, matrix: (r1: number, r2: number) => Symmetric): Geometry {
  return {
    name,
    velocity(r1, r2, gradient, out) {
      const [k11, k12, k22] = matrix(r1, r2);
      const along = (k1: number, k2: number) =>
        signedSum(times(k1, gradient[0], gradient[1]), times(k2, gradient[2], gradient[3]));
      const [sign1, log1] = r1 === -Infinity ? STILL : along(k11, k12);
      const [sign2, log2] = r2 === -Infinity ? STILL : along(k12, k22);
      return scaled(sign1, log1, sign2, log2, out);
    },
    conormal(r1, r2, n, out) {
      const [k11, k12, k22] = matrix(r1, r2);
      const [a, b] = [k11 * n[0] + k12 * n[1], k12 * n[0] + k22 * n[1]];
      const across = n[0] * a + n[1] * b;
      out[0] = across > 0 ? a / across : 0;
      out[1] = across > 0 ? b / across : 0;
    },
  };
}
