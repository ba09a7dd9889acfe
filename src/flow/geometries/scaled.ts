import type { SignedLog } from "../logarithm.js";

/**
 * Writes a velocity in scaled form, v = e^λ·v̂.
 *
 * @param out v̂, shape (2,), larger component of size 1
 * @returns   λ, −Infinity where v = 0
 */
export function scaled([s1, l1]: SignedLog, [s2, l2]: SignedLog, out: Float64Array): number {
  const top = Math.max(l1, l2);
  const size = (log: number) => (log === top ? 1 : Math.exp(log - top));
  if (top === -Infinity) {
    out.fill(0);
  } else {
    out[0] = s1 * size(l1);
    out[1] = s2 * size(l2);
  }
  return top;
}
