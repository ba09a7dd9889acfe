/** log(1 + eᶻ) without overflow. */
export function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

/** 1/(1 + e⁻ᶻ). */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** log(eᵃ + eᵇ). */
export function logSum(a: number, b: number): number {
  const top = Math.max(a, b);
  return Number.isFinite(top) ? top + Math.log1p(Math.exp(Math.min(a, b) - top)) : top;
}

/** log|1 − eᶻ|, accurate at both ends: near z = 0 and where eᶻ is lost beside 1. */
export function logOneMinusExp(z: number): number {
  return z < -Math.LN2 ? Math.log1p(-Math.exp(z)) : Math.log(Math.abs(Math.expm1(z)));
}

/**
 * 1 − eᵃ − eᵇ: the probability left to all other responses when two have log-probabilities a and b.
 *
 * Negative outside the simplex.
 */
export function remainder(a: number, b: number): number {
  return -Math.expm1(Math.max(a, b)) - Math.exp(Math.min(a, b));
}

/**
 * Logarithm of a product from those of its factors, where a factor of exactly 0 wins over an infinite one.
 */
export function logProduct(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : a + b;
}

/**
 * Adds a number to another one, both as sign (−1, 0, 1) and logarithm of the size: exact where the numbers
 * leave the range of doubles. In place, at `sum[at]` and `sum[at + 1]`: this is what derivatives are made of,
 * which must not allocate.
 */
export function addSigned(sum: Float64Array, at: number, sign: number, log: number): void {
  const s = sum[at];
  const a = sum[at + 1];
  if (sign === 0 || log === -Infinity) return;
  if (s === 0 || a === -Infinity) setSigned(sum, at, sign, log);
  else if (s === sign) sum[at + 1] = logSum(a, log);
  else if (a > log) sum[at + 1] = a + logOneMinusExp(log - a);
  else if (a < log) setSigned(sum, at, sign, log + logOneMinusExp(a - log));
  else if (a === log && a < Infinity) setSigned(sum, at, 0, -Infinity);
  else setSigned(sum, at, Number.NaN, Number.NaN);
}

/** Writes a number as sign and logarithm of the size into `out[at]` and `out[at + 1]`. */
export function setSigned(out: Float64Array, at: number, sign: number, log: number): void {
  out[at] = sign;
  out[at + 1] = log;
}
