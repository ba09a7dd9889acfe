import { logOneMinusExp, setSigned, sigmoid, softplus } from "../logarithm.js";

/** A smooth function of one variable z in [−∞, ∞] with its slope, exact where that under- or overflows. */
export interface Curve {
  value(z: number): number;
  /** Sign and logarithm of the size, into `out`, shape (2,). */
  slope(z: number, out: Float64Array): void;
}

/** −log σ(z), the loss of a binary choice. */
export const logistic: Curve = {
  value: (z) => softplus(-z),
  slope: (z, out) => setSigned(out, 0, -1, -softplus(z)),
};

/** log σ'(z). */
export const logBump = (z: number) => -softplus(z) - softplus(-z);

/** σ(z). */
export const logisticStep: Curve = {
  value: sigmoid,
  slope: (z, out) => setSigned(out, 0, 1, logBump(z)),
};

/** z². */
export const square: Curve = {
  value: (z) => z * z,
  slope: (z, out) => setSigned(out, 0, Math.sign(z), Math.LN2 + Math.log(Math.abs(z))),
};

/**
 * −a log σ(z) − b log σ(−z), smallest at z* = log(a/b).
 *
 * Its slope (a + b)(σ(z) − σ(z*)) is formed as a product, (a + b) σ(z) σ(−z*) (1 − e^(z* − z)) for z > z*: no
 * digits are lost near the rest point.
 *
 * @param a > 0
 * @param b ≥ 0
 */
export function crossEntropy(a: number, b: number): Curve {
  const rest = Math.log(a / b);
  const scale = Math.log(a + b);
  return {
    value: (z) => a * softplus(-z) + (b === 0 ? 0 : b * softplus(z)),
    slope(z, out) {
      const low = Math.min(z, rest);
      const high = Math.max(z, rest);
      const log = scale - softplus(-high) - softplus(low) + logOneMinusExp(low - high);
      setSigned(out, 0, Math.sign(z - rest), z === rest ? -Infinity : log);
    },
  };
}
