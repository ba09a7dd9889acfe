/** Half-width of the double-exponential rule; beyond it the weights are below rounding. */
const REACH = 6.5;

/** Refinements by halving, at most; smooth integrands need four or five. */
const LEVELS = 9;

/**
 * Integral of an analytic function by double-exponential quadrature. Singularities at the ends of the
 * interval are harmless.
 *
 * @param f called strictly inside the interval; given x and, for accuracy near the ends, its distance from
 *          `a`
 * @param a lower end, finite
 * @param b upper end, finite or Infinity (then f must decay at least as 1/x²)
 * @see H. Takahasi and M. Mori, Publ. RIMS 9 (1974) 721–741
 */
export function integral(f: (x: number) => number, a: number, b: number): number {
  const finite = Number.isFinite(b);
  const half = finite ? (b - a) / 2 : 1;
  /** Abscissa and weight at parameter u. */
  const term = (u: number): number => {
    const w = (Math.PI / 2) * Math.sinh(u);
    const slope = (Math.PI / 2) * Math.cosh(u);
    if (!finite) {
      const x = Math.exp(w);
      const value = f(a + x) * x * slope;
      return Number.isFinite(value) ? value : 0;
    }
    // 1 ± tanh(w), without cancellation at the end that is near.
    const near = (2 * half) / (1 + Math.exp(2 * Math.abs(w)));
    const x = w < 0 ? a + near : b - near;
    if (x <= a || x >= b) return 0;
    return (f(x) * half * slope) / Math.cosh(w) ** 2;
  };
  let h = 0.5;
  let sum = term(0);
  for (let u = h; u <= REACH; u += h) sum += term(u) + term(-u);
  let before = h * sum;
  for (let level = 0; level < LEVELS; level++) {
    h /= 2;
    for (let u = h; u <= REACH; u += 2 * h) sum += term(u) + term(-u);
    const now = h * sum;
    if (Math.abs(now - before) <= 1e-14 * Math.abs(now)) return now;
    before = now;
  }
  return before;
}
