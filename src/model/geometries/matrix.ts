import type { Mobility } from "../geometry.js";
import { addSigned, logProduct, setSigned } from "../logarithm.js";
import { scaled } from "./scaled.js";

/** Adds k·f to a sum. */
const add = (sum: Float64Array, at: number, k: number, sign: number, log: number): void =>
  addSigned(sum, at, Math.sign(k) * sign, logProduct(Math.log(Math.abs(k)), log));

/** Whether a product of two numbers that are not 0 is lost in plain doubles. */
const isLost = (a: number, b: number) => a * b === 0 && a !== 0 && b !== 0;

/**
 * Mobility with a full matrix K of moderate size, positive semi-definite, possibly singular.
 *
 * @param matrix writes [k11, k12, k22] at (r1, r2) into `k`, shape (3,): called in every evaluation of a
 *               flow, it must not allocate
 */
export function fullMatrix(matrix: (r1: number, r2: number, k: Float64Array) => void): Mobility {
  const k = new Float64Array(3);
  const logVelocity: Mobility["logVelocity"] = (r1, r2, force, out) => {
    matrix(r1, r2, k);
    setSigned(out, 0, 0, -Infinity);
    setSigned(out, 2, 0, -Infinity);
    if (r1 !== -Infinity) {
      add(out, 0, k[0], force[0], force[1]);
      add(out, 0, k[1], force[2], force[3]);
    }
    if (r2 !== -Infinity) {
      add(out, 2, k[1], force[0], force[1]);
      add(out, 2, k[2], force[2], force[3]);
    }
  };
  const log = new Float64Array(4);
  return {
    velocity(r1, r2, force, out) {
      logVelocity(r1, r2, force, log);
      return scaled(log[0], log[1], log[2], log[3], out);
    },
    logVelocity,
    logMobility(r1, r2, logN1, logN2) {
      matrix(r1, r2, k);
      const n1 = Math.exp(logN1);
      const n2 = Math.exp(logN2);
      const across = n1 * n1 * k[0] + 2 * n1 * n2 * k[1] + n2 * n2 * k[2];
      const determinant = k[0] * k[2] - k[1] * k[1];
      return determinant > 0 ? Math.log(determinant) - Math.log(across) : -Infinity;
    },
    plainVelocity(r1, r2, force, out) {
      matrix(r1, r2, k);
      const f1 = force[0];
      const f2 = force[1];
      const v1 = k[0] * f1 + k[1] * f2;
      const v2 = k[1] * f1 + k[2] * f2;
      const lost =
        (v1 === 0 || v2 === 0) &&
        (isLost(k[0], f1) || isLost(k[1], f1) || isLost(k[1], f2) || isLost(k[2], f2));
      out[0] = lost ? Number.NaN : r1 === -Infinity ? 0 : v1;
      out[1] = lost ? Number.NaN : r2 === -Infinity ? 0 : v2;
    },
    plainMobility(r1, r2, n1, n2) {
      matrix(r1, r2, k);
      const across = n1 * n1 * k[0] + 2 * n1 * n2 * k[1] + n2 * n2 * k[2];
      const determinant = k[0] * k[2] - k[1] * k[1];
      return determinant > 0 ? determinant / across : 0;
    },
  };
}
