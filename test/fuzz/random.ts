/** Random numbers that depend on a seed and an index alone. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** Between two numbers > 0, even in the logarithm. */
  log(low: number, high: number): number;
  between(low: number, high: number): number;
  int(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32, public domain (T. Ettinger), whose state is mixed from seed and index. */
export function createRandom(seed: number, index: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 4; i++) uniform();
  const between = (low: number, high: number) => low + (high - low) * uniform();
  return {
    uniform,
    between,
    log: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    int: (low, high) => Math.floor(between(low, high + 1)),
    chance: (share) => uniform() < share,
    pick: (list) => list[Math.floor(uniform() * list.length)],
  };
}
