/**
 * Sizes between which a force or a velocity is formed in plain doubles. Squares and products of two of them
 * are still far from where doubles end, at 1e±308.
 */
const [LEAST, MOST] = [1e-140, 1e140];

/** Whether plain doubles are sure to hold what is computed with a number: 0, or of a size in the safe range. */
export function isSafe(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size >= LEAST && size <= MOST);
}

/** Sizes of the constant factors, of which a force has two or three. */
const [LEAST_FACTOR, MOST_FACTOR] = [1e-60, 1e60];

/** Whether a constant factor leaves a product in plain doubles where `isSafe` can judge it. */
export function isSafeFactor(factor: number): boolean {
  const size = Math.abs(factor);
  return size === 0 || (size >= LEAST_FACTOR && size <= MOST_FACTOR);
}

/** Largest size of an exponent in plain doubles: e^300 = 1.9e130. */
const LARGEST_EXPONENT = 300;

/** Whether e^z is formed in plain doubles: it is neither lost nor infinite, or it is a limit, 0 or Infinity. */
export function isSafeExponent(z: number): boolean {
  const size = Math.abs(z);
  return size <= LARGEST_EXPONENT || size === Infinity;
}
