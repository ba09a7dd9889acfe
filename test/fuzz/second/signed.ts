import type { Signed } from "./problem.js";

/** log(1 + eᶻ). */
export const softplus = (z: number): number =>
  z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));

/** Adds two numbers, each as sign and logarithm. */
function add(s1: number, l1: number, s2: number, l2: number, out: Signed): void {
  const top = Math.max(s1 === 0 ? -Infinity : l1, s2 === 0 ? -Infinity : l2);
  if (top === -Infinity) {
    out[0] = 0;
    out[1] = -Infinity;
    return;
  }
  const sum = (s1 === 0 ? 0 : s1 * Math.exp(l1 - top)) + (s2 === 0 ? 0 : s2 * Math.exp(l2 - top));
  out[0] = Math.sign(sum);
  out[1] = sum === 0 ? -Infinity : top + Math.log(Math.abs(sum));
}

/** a1·x1 + a2·x2 of numbers x as signs and logarithms, with factors likewise. */
export const total = (x: Signed, s1: number, l1: number, s2: number, l2: number, out: Signed): void =>
  add(
    s1 * x[0],
    l1 === -Infinity || x[1] === -Infinity ? -Infinity : l1 + x[1],
    s2 * x[2],
    l2 === -Infinity || x[3] === -Infinity ? -Infinity : l2 + x[3],
    out,
  );

/** x1 − x2. */
export const difference = (x: Signed, out: Signed): void => total(x, 1, 0, -1, 0, out);

/** A number times a positive one, given by its logarithm. */
export function product(sign: number, log: number, factor: number, out: Signed): void {
  const zero = sign === 0 || log === -Infinity || factor === -Infinity;
  out[0] = zero ? 0 : sign;
  out[1] = zero ? -Infinity : log + factor;
}
