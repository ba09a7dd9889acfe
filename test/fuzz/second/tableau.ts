/** The coefficients of Radau IIA with s stages: collocation at c, order 2s − 1, stiffly accurate. */
export interface Tableau {
  readonly stages: number;
  /** Nodes in (0, 1], the last one 1. */
  readonly c: readonly number[];
  /** ∫₀^{c_i} ℓ_j. The last row holds the weights of a whole step. */
  readonly a: readonly (readonly number[])[];
  /** ℓ_j(0): a polynomial through the stages, extrapolated to the start of the step. */
  readonly atStart: readonly number[];
  /** Weight of the start in the embedded formula; see E. Hairer and G. Wanner, Stiff and DAE problems, J. Comput. Appl. Math. 111 (1999). */
  readonly gamma: number;
}

/** Legendre's P_n(x) by its recurrence; DLMF 18.9. */
function legendre(n: number, x: number): number {
  let [before, now] = [1, x];
  for (let k = 1; k < n; k++) [before, now] = [now, ((2 * k + 1) * x * now - k * before) / (k + 1)];
  return n === 0 ? 1 : now;
}

/** The roots of a function on (0, 1), further apart than 1/2000 and further from 1. */
function roots(f: (x: number) => number): number[] {
  const found: number[] = [];
  const n = 2000;
  for (let k = 0; k < n - 1; k++) {
    let [low, high] = [k / n, (k + 1) / n];
    if (f(low) > 0 === f(high) > 0) continue;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (f(middle) > 0 === f(low) > 0) low = middle;
      else high = middle;
    }
    found.push((low + high) / 2);
  }
  return found;
}

/** Nodes and weights of Gauss and Legendre on [0, 1], exact for the degrees that occur here. */
const GAUSS = roots((x) => legendre(6, 2 * x - 1)).map((node) => {
  const x = 2 * node - 1;
  const slope = (6 * (x * legendre(6, x) - legendre(5, x))) / (x * x - 1);
  return [node, 1 / ((1 - x * x) * slope * slope)] as const;
});

/** 1 over the real eigenvalue of the inverse of `a`. */
const GAMMA: Readonly<Record<number, number>> = { 3: 0.2749, 5: 0.1591, 7: 0.1119 };

/** @param stages 3, 5 or 7: order 5, 9 or 13 */
export function radauIIA(stages: number): Tableau {
  const c = [...roots((x) => (legendre(stages, 2 * x - 1) - legendre(stages - 1, 2 * x - 1)) / (x - 1)), 1];
  const basis = (j: number, x: number) =>
    c.reduce((product, node, k) => (k === j ? product : (product * (x - node)) / (c[j] - node)), 1);
  return {
    stages,
    c,
    a: c.map((end) =>
      c.map((_, j) => GAUSS.reduce((sum, [x, weight]) => sum + weight * end * basis(j, x * end), 0)),
    ),
    atStart: c.map((_, j) => basis(j, 0)),
    gamma: GAMMA[stages],
  };
}
