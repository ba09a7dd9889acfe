import { logOneMinusExp, setSigned, sigmoid, softplus } from "../logarithm.js";
import { isSafeExponent } from "../safeRange.js";

/** A smooth function of one variable z in [−∞, ∞] with its slope, exact where that under- or overflows. */
export interface Curve {
  value(z: number): number;
  /** Sign and logarithm of the size, into `out`, shape (2,). */
  slope(z: number, out: Float64Array): void;
  /** The slope in plain doubles, NaN where that is not safe: 0 means 0. May be left out. */
  plainSlope?(z: number): number;
}

/** −log σ(z), the loss of a binary choice. */
export const logistic: Curve = {
  value: (z) => softplus(-z),
  slope: (z, out) => setSigned(out, 0, -1, -softplus(z)),
  plainSlope: (z) => (isSafeExponent(z) ? -1 / (1 + Math.exp(z)) : Number.NaN),
};

/** log σ'(z). */
export const logBump = (z: number) => -softplus(z) - softplus(-z);

/** σ'(z) in plain doubles, NaN where that is not safe. */
export function bump(z: number): number {
  if (!isSafeExponent(z)) return Number.NaN;
  const e = Math.exp(-Math.abs(z));
  return e / ((1 + e) * (1 + e));
}

/** σ(z). */
export const logisticStep: Curve = {
  value: sigmoid,
  slope: (z, out) => setSigned(out, 0, 1, logBump(z)),
  plainSlope: bump,
};

/** z². */
export const square: Curve = {
  value: (z) => z * z,
  slope: (z, out) => setSigned(out, 0, Math.sign(z), Math.LN2 + Math.log(Math.abs(z))),
  plainSlope: (z) => 2 * z,
};

/**
 * −a log σ(z) − b log σ(−z), smallest at z* = log(a/b).
 *
 * Its slope (a + b)(σ(z) − σ(z*)) is formed as a product, (a + b) σ(z) σ(−z*) (1 − e^(z* − z)) for z > z*: no
 * digits are lost near the rest point. In plain doubles that is a (e^(z − z*) − 1)/(1 + e^z).
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
    plainSlope: (z) =>
      isSafeExponent(z) && isSafeExponent(z - rest)
        ? (a * Math.expm1(z - rest)) / (1 + Math.exp(z))
        : Number.NaN,
  };
}
