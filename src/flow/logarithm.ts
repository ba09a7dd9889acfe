/** A number as its sign (−1, 0, 1) and the logarithm of its size: stays exact where the number leaves the range of doubles. */
export type SignedLog = readonly [sign: number, log: number];

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

/** Logarithm of a product from those of its factors, where a factor of exactly 0 wins over an infinite one. */
export function logProduct(a: number, b: number): number {
  return a === -Infinity || b === -Infinity ? -Infinity : a + b;
}

/** Sum of two numbers given and returned as sign and logarithm. */
export function signedSum([s, a]: SignedLog, [t, b]: SignedLog): SignedLog {
  if (t === 0 || b === -Infinity) return [s, a];
  if (s === 0 || a === -Infinity) return [t, b];
  if (s === t) return [s, logSum(a, b)];
  if (a === b) return a === Infinity ? [Number.NaN, Number.NaN] : [0, -Infinity];
  return a > b ? [s, a + logOneMinusExp(b - a)] : [t, b + logOneMinusExp(a - b)];
}
