import type { Panel } from "../scenario/schema.js";
import { boxWall, simplexWall } from "./dpoLegs.js";

/** Extinction of the DPO flow in closed form. */
export interface ExactExtinction {
  /** Gradient-flow time at which x2 reaches zero. */
  time: number;
  /** x1 from then on. */
  preferred: number;
}

/**
 * Incomplete beta function ∫₀ˣ u^(a−1) (1 − u)^(b−1) du, not regularised, by its power series.
 *
 * @param x in [0, ½], where the series gains a bit a term
 * @param a > 0
 * @see DLMF 8.17.7
 */
export function betaSeries(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 1 / a;
  for (let n = 1; n < 200; n++) {
    term *= ((n - b) / n) * x;
    const next = term / (a + n);
    sum += next;
    if (Math.abs(next) <= 1e-17 * Math.abs(sum)) break;
  }
  return x ** a * sum;
}

/**
 * B_x(1 − h, 1 + h), with a relative error of a few units of rounding.
 *
 * @param x in [0, 1]
 * @param h in (−1, 1)
 */
export function incompleteBeta(x: number, h: number): number {
  if (x <= 0.5) return betaSeries(x, 1 - h, 1 + h);
  const whole = h === 0 ? 1 : (Math.PI * h) / Math.sin(Math.PI * h);
  return whole - betaSeries(1 - x, 1 + h, 1 - h);
}

/**
 * Time at which the dispreferred probability of the DPO flow reaches zero, with no wall in the way.
 *
 * On the arc x1² + x2² = R², with s = x2²/R²: T = (R²/2β)[s + B_s(1 − β/2, 1 + β/2)].
 *
 * @param x    point (x1, x2), probability ratios, x1 ≥ 0, x2 ≥ 0, not both 0
 * @param beta inverse temperature, in (0, 2)
 * @returns    gradient-flow time (learning rate × steps)
 * @throws RangeError if beta >= 2, where the time is infinite
 * @see the section "Exact results" of the README
 * @example
 * ```js
 * import { arcTime } from "dpo-flow";
 *
 * console.log(arcTime([0.1, 0.1], 0.1).toPrecision(12));
 * // 0.103683245840
 * ```
 */
export function arcTime([x1, x2]: readonly [number, number], beta: number): number {
  if (!(beta > 0 && beta < 2))
    throw new RangeError(`extinction takes for ever at beta = ${beta}; it needs 0 < beta < 2`);
  const radius2 = x1 * x1 + x2 * x2;
  const s = (x2 * x2) / radius2;
  return (radius2 / (2 * beta)) * (s + incompleteBeta(s, beta / 2));
}

/** Free arc to the wall x1 = a, then down along it. */
function inBox(x: readonly [number, number], beta: number, wall: number): ExactExtinction {
  const radius = Math.hypot(...x);
  const met = boxWall(radius, wall, ...x);
  if (!met) return { time: arcTime(x, beta), preferred: radius };
  const { fall } = met;
  const arc = met.onWall ? 0 : arcTime(x, beta) - arcTime([wall, fall], beta);
  const slide = (wall ** beta * fall ** (2 - beta)) / (2 - beta) + (fall * fall) / 2;
  return { time: arc + slide / beta, preferred: wall };
}

/** Free arc to the line x1 + x2 = 1, along it to (½, ½), free arc from there; π_ref = (1, 1). */
function inSimplex(x: readonly [number, number], beta: number): ExactExtinction {
  const radius2 = x[0] * x[0] + x[1] * x[1];
  const met = simplexWall(radius2, ...x);
  if (!met) return { time: arcTime(x, beta), preferred: Math.sqrt(radius2) };
  const { from } = met;
  const touch: [number, number] = [from, 1 - from];
  const arc = met.onWall ? 0 : arcTime(x, beta) - arcTime(touch, beta);
  // dt = (2/β)(x1^(1+β) x2^(1−β) + x1 x2) dx1 from x1 = `from` to ½.
  const cubic = (u: number) => u * u * (0.5 - u / 3);
  const power = (u: number) => betaSeries(u, 2 + beta, 2 - beta);
  const slide = (2 / beta) * (power(0.5) - power(from) + cubic(0.5) - cubic(from));
  return { time: arc + slide + arcTime([0.5, 0.5], beta), preferred: Math.SQRT1_2 };
}

/**
 * Exact extinction time and final x1 of a run, or undefined where no closed form is known: it needs DPO with
 * β < 2 in `ratio` geometry, and π_ref = (1, 1) on the simplex.
 *
 * Sweeps have the same times from Chebyshev series, `createArcClock`; this one sums power series and shares
 * only the legs of the path with them, on purpose.
 *
 * @see the section "Exact results" of the README
 * @example
 * ```js
 * import { exactExtinction, expand, loadScenario } from "dpo-flow";
 *
 * const [{ settings }] = expand(loadScenario("weak-sft"));
 * const { time, preferred } = exactExtinction(settings, [0.1, 0.1]);
 * console.log(time.toPrecision(10), preferred.toPrecision(10));
 * // 0.1036832458 0.1414213562
 * ```
 */
export function exactExtinction(
  settings: Pick<Panel["settings"], "loss" | "geometry" | "domain" | "reference">,
  x0: readonly [number, number],
): ExactExtinction | undefined {
  const { loss, geometry, domain, reference } = settings;
  const beta = loss.beta as number;
  if (loss.name !== "dpo" || geometry.name !== "ratio" || beta >= 2) return undefined;
  if (domain === "box") return inBox(x0, beta, 1 / reference.preferred);
  if (domain === "quadrant") return { time: arcTime(x0, beta), preferred: Math.hypot(...x0) };
  const unit = domain === "simplex" && reference.preferred === 1 && reference.dispreferred === 1;
  return unit ? inSimplex(x0, beta) : undefined;
}
