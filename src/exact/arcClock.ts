import { betaTable } from "./betaTable.js";

/** Nodes and weights of the Gauss–Legendre rule of order 4 on [−1, 1]. */
const LEGENDRE = [
  [-0.8611363115940526, 0.3478548451374538],
  [-0.3399810435848563, 0.6521451548625461],
  [0.3399810435848563, 0.6521451548625461],
  [0.8611363115940526, 0.3478548451374538],
] as const;

/**
 * Intervals shorter than this share of the way to both ends are integrated: a difference would lose more than
 * two digits. The rule below is exact to rounding on them, its error being of the order of (CLOSE/2)^8.
 */
const CLOSE = 1e-2;

/** Times of the DPO flow with a given β on its paths, for many starts. All in the coordinates x1, x2. */
export interface ArcClock {
  /** s + B_s(1 − β/2, 1 + β/2): what the clock shows at s = x2²/R² on an arc. Falls along the way. */
  reading(s: number): number;
  /** Time on the circle of radius √radius2 from s = `from`, of which the reading is given, down to `to`. */
  arc(radius2: number, from: number, reading: number, to: number): number;
  /** Time along the wall x1 = a from x2 = `from` down to `to`. */
  wall(a: number, from: number, to: number): number;
  /** Time along the line x1 + x2 = 1 from x1 = `from` up to `to`, both at most ½. */
  simplex(from: number, to: number): number;
}

/**
 * @param beta in (0, 2)
 * @see `extinction.ts` and the section "Exact results" of the README for the formulas
 */
export function createArcClock(beta: number): ArcClock {
  const h = beta / 2;
  const whole = (Math.PI * h) / Math.sin(Math.PI * h);
  const [low, high, line] = [betaTable(1 - h, 1 + h), betaTable(1 + h, 1 - h), betaTable(2 + beta, 2 - beta)];
  const reading = (s: number) => s + (s <= 0.5 ? low(s) : whole - high(1 - s));

  const closely = (from: number, to: number) => {
    const half = (from - to) / 2;
    let sum = 0;
    for (const [node, weight] of LEGENDRE) {
      const s = to + half * (1 + node);
      sum += weight * (1 + ((1 - s) / s) ** h);
    }
    return half * sum;
  };

  return {
    reading,
    arc(radius2, from, start, to) {
      const close = from - to < CLOSE * Math.min(to, 1 - from);
      return (radius2 / (2 * beta)) * (close ? closely(from, to) : start - reading(to));
    },
    wall(a, from, to) {
      const power = (from ** (2 - beta) - to ** (2 - beta)) / (2 - beta);
      return (a ** beta * power + ((from - to) * (from + to)) / 2) / beta;
    },
    simplex(from, to) {
      const cubic = (u: number) => u * u * (0.5 - u / 3);
      return (2 / beta) * (line(to) - line(from) + cubic(to) - cubic(from));
    },
  };
}
