/**
 * Root of a continuous function in a bracket, by Chandrupatla's method: inverse quadratic interpolation where
 * it is safe, bisection where it is not.
 *
 * @param f  continuous, with f(a) and f(b) of opposite sign or zero
 * @param fa value at `a`, when known
 * @param fb value at `b`, when known
 * @returns  a point within a few units of rounding (of the larger end) of a sign change
 * @see T. R. Chandrupatla, Adv. Eng. Software 28 (1997) 145–149
 */
export function findRoot(f: (x: number) => number, a: number, b: number, fa = f(a), fb = f(b)): number {
  if (fa === 0) return a;
  if (fb === 0) return b;
  let [x1, f1, x2, f2] = [b, fb, a, fa];
  let [x3, f3] = [x2, f2];
  let t = 0.5;
  for (let i = 0; i < 200; i++) {
    const x = x1 + t * (x2 - x1);
    const fx = f(x);
    if (fx > 0 === f1 > 0) {
      [x3, f3] = [x1, f1];
    } else {
      [x3, f3, x2, f2] = [x2, f2, x1, f1];
    }
    [x1, f1] = [x, fx];
    const best = Math.abs(f1) < Math.abs(f2) ? x1 : x2;
    const smallest = (2 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b))) / Math.abs(x2 - x1);
    if (smallest > 0.5 || f1 === 0) return f1 === 0 ? x1 : best;
    const xi = (x1 - x2) / (x3 - x2);
    const phi = (f1 - f2) / (f3 - f2);
    t = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
      t = (f1 / (f2 - f1)) * (f3 / (f2 - f3)) + ((x3 - x1) / (x2 - x1)) * (f1 / (f3 - f1)) * (f2 / (f3 - f2));
    }
    t = Math.min(1 - smallest, Math.max(smallest, t));
  }
  return x1;
}
