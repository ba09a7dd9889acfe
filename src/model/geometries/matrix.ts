import type { Mobility, Symmetric } from "../geometry.js";
import { addSigned, logProduct, setSigned } from "../logarithm.js";
import { scaled } from "./scaled.js";

/** Adds k·f to a sum. */
const add = (sum: Float64Array, at: number, k: number, sign: number, log: number): void =>
  addSigned(sum, at, Math.sign(k) * sign, logProduct(Math.log(Math.abs(k)), log));

/** Mobility with a full matrix K of moderate size, positive semi-definite, possibly singular. */
export function fullMatrix(matrix: (r1: number, r2: number) => Symmetric): Mobility {
  const logVelocity: Mobility["logVelocity"] = (r1, r2, force, out) => {
    const [k11, k12, k22] = matrix(r1, r2);
    setSigned(out, 0, 0, -Infinity);
    setSigned(out, 2, 0, -Infinity);
    if (r1 !== -Infinity) {
      add(out, 0, k11, force[0], force[1]);
      add(out, 0, k12, force[2], force[3]);
    }
    if (r2 !== -Infinity) {
      add(out, 2, k12, force[0], force[1]);
      add(out, 2, k22, force[2], force[3]);
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
      const [k11, k12, k22] = matrix(r1, r2);
      const [n1, n2] = [Math.exp(logN1), Math.exp(logN2)];
      const across = n1 * n1 * k11 + 2 * n1 * n2 * k12 + n2 * n2 * k22;
      const determinant = k11 * k22 - k12 * k12;
      return across > 0 && determinant > 0 ? Math.log(determinant) - Math.log(across) : -Infinity;
    },
  };
}
