import { findRoot } from "../../ode/findRoot.js";

/**
 * Probability that |T| is below √ν·tan θ for Student's t with ν degrees of freedom.
 *
 * For whole ν the integral of cos^(ν−1) is a finite sum: with c = cos θ,
 *
 *     ν even:  sin θ · (1 + ½c² + (1·3)/(2·4)c⁴ + … up to c^(ν−2))
 *     ν odd:   (2/π)(θ + sin θ · (c + ⅔c³ + (2·4)/(3·5)c⁵ + … up to c^(ν−2)))
 *
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4
 */
function centralProbability(theta: number, freedom: number): number {
  const odd = freedom % 2 === 1;
  const c2 = Math.cos(theta) ** 2;
  let term = odd ? Math.cos(theta) : 1;
  let sum = 0;
  for (let power = odd ? 1 : 0; power <= freedom - 2 && term > 1e-18 * sum; power += 2) {
    sum += term;
    term *= (c2 * (power + 1)) / (power + 2);
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}

/**
 * Half-width of the central interval of Student's t distribution: P(|T| ≤ t) = `confidence`.
 *
 * @param freedom    degrees of freedom, a whole number ≥ 1
 * @param confidence between 0 and 1, such as 0.95
 * @returns          t, in standard errors
 */
export function studentQuantile(freedom: number, confidence: number): number {
  const theta = findRoot((angle) => centralProbability(angle, freedom) - confidence, 0, Math.PI / 2);
  return Math.sqrt(freedom) * Math.tan(theta);
}
