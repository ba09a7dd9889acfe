/** Mixes 32 bits until each depends on all. The finaliser of MurmurHash3 (A. Appleby). */
function mix(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/**
 * Uniform number in (0, 1) that depends on nothing but its arguments, so that any worker or machine can draw any
 * start of a sample.
 */
export function uniform(seed: number, index: number, axis: number): number {
  const [low, high] = [index >>> 0, Math.floor(index / 2 ** 32) >>> 0];
  let a = mix(seed ^ 0x9e3779b9);
  a = mix(a ^ mix(low + 0x7f4a7c15));
  a = mix(a ^ mix(high + 0x165667b1));
  a = mix(a ^ mix(axis + 0x27d4eb2f));
  const b = mix(Math.imul(a, 0x2545f491) ^ mix(seed + 0x61c88647) ^ mix(low ^ (axis + 1)));
  // 26 bits and 26 bits, and half a unit so that neither end is met.
  return ((a >>> 6) * 2 ** 26 + (b >>> 6) + 0.5) / 2 ** 52;
}
