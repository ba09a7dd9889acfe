import { logOneMinusExp, type SignedLog, sigmoid, softplus } from "../logarithm.js";

/** A smooth function of one variable z in [−∞, ∞] with its slope, exact where that under- or overflows. */
export interface Curve {
  value(z: number): number;
  slope(z: number): SignedLog;
}

/** −log σ(z), the loss of a binary choice. */
export const logistic: Curve = {
  value: (z) => softplus(-z),
  slope: (z) => [-1, -softplus(z)],
};

/** σ(z). */
export const logisticStep: Curve = {
  value: sigmoid,
  slope: (z) => [1, -softplus(z) - softplus(-z)],
};

/** z². */
export const square: Curve = {
  value: (z) => z * z,
  slope: (z) => [Math.sign(z), Math.LN2 + Math.log(Math.abs(z))],
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
    slope(z) {
      if (z === rest) return [0, -Infinity];
      const [low, high] = z < rest ? [z, rest] : [rest, z];
      return [Math.sign(z - rest), scale - softplus(-high) - softplus(low) + logOneMinusExp(low - high)];
    },
  };
}
