import type { Loss } from "../../../src/model/loss.js";

/** ∂L/∂r = −f into `out`, shape (2,), of a loss that is the potential of its force. */
export function gradientOf(loss: Loss, r1: number, r2: number, out: Float64Array): void {
  loss.force(r1, r2, out);
  for (const i of [0, 1]) out[i] = -out[i];
}

/** The same as signs and logarithms, shape (4,). */
export function logGradientOf(loss: Loss, r1: number, r2: number, out: Float64Array): void {
  loss.logForce(r1, r2, out);
  for (const i of [0, 2]) out[i] = -out[i];
}
