/**
 * Writes a velocity given by signs and logarithms in scaled form, v = e^λ·v̂. Takes numbers, not pairs: it is called
 * in every evaluation of a flow and must not allocate.
 *
 * @param out v̂, shape (2,), larger component of size 1
 * @returns   λ, −Infinity where v = 0
 */
export function scaled(sign1: number, log1: number, sign2: number, log2: number, out: Float64Array): number {
  const top = Math.max(log1, log2);
  if (top === -Infinity) {
    out[0] = 0;
    out[1] = 0;
  } else {
    out[0] = log1 === top ? sign1 : sign1 * Math.exp(log1 - top);
    out[1] = log2 === top ? sign2 : sign2 * Math.exp(log2 - top);
  }
  return top;
}
