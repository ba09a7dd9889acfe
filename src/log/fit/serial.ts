/**
 * Errors of neighbouring rows are alike in a training log: batches overlap, and optimisers average. They are taken to
 * be a first-order autoregression, whose errors i and j have the correlation ρ^|i − j|.
 *
 * @see Box, Jenkins and Reinsel, Time Series Analysis, chapter 3
 */

/** Fewer rows than this tell nothing of a correlation: its estimate is as uncertain as it can be large. */
const FEWEST = 8;

/** Nearer to 1 a trend and a correlation cannot be told apart. */
const MOST = 0.98;

/**
 * Residuals of a fit are less correlated than errors: for a line E(r) ≈ ρ − (2 + 4ρ)/n to first order. Solved for ρ,
 * with one more of each: at fewer than 20 rows the intervals of simulated logs then hold what they promise.
 *
 * @see Marriott and Pope, Biometrika 41, 1954: bias in the estimation of autocorrelations
 */
const unbiased = (r: number, n: number) => (n * r + 3) / (n - 5);

/** Σeᵢeᵢ₋₁/Σe²; null for errors that are mere rounding of values of this size. */
export function neighbourCorrelation(errors: readonly number[], scale: number): number | null {
  const square = errors.reduce((sum, e) => sum + e * e, 0);
  if (!(square > (1e-12 * scale) ** 2)) return null;
  return errors.slice(1).reduce((sum, e, i) => sum + e * errors[i], 0) / square;
}

/**
 * Correlation of neighbouring errors, from the residuals of a line with a free intercept; never below 0, which would
 * make intervals narrower.
 *
 * @param scale size of what was fitted
 * @returns     null where the rows are too few to tell
 */
export function errorCorrelation(residuals: readonly number[], scale: number): number | null {
  const n = residuals.length;
  if (n < FEWEST) return null;
  const r = neighbourCorrelation(residuals, scale);
  return r === null ? 0 : Math.min(MOST, Math.max(0, unbiased(r, n)));
}

/** ΣΣ cᵢcⱼρ^|i − j|: the variance of Σcᵢeᵢ in units of that of one error. */
export function correlatedSquare(weights: readonly number[], correlation: number): number {
  let [sum, past] = [0, 0];
  for (const weight of weights) {
    const before = correlation * past;
    sum += weight * weight + 2 * weight * before;
    past = weight + before;
  }
  return sum;
}

/** Independent rows that say as much about a mean as n correlated ones: n(1 − ρ)/(1 + ρ). */
const effectiveRows = (n: number, correlation: number) => (n * (1 - correlation)) / (1 + correlation);

/** Spread of correlated errors about a fit. */
export interface ErrorScale {
  /** Variance of one error. */
  variance: number;
  /** Degrees of freedom for Student's t, ≥ 1. */
  freedom: number;
}

/**
 * Variance of one error: a fit takes more out of correlated residuals than out of independent ones.
 *
 * @param square     Σ(residual)²
 * @param directions vectors that span what the fit takes out, orthogonal to each other
 */
export function errorScale(
  square: number,
  directions: readonly (readonly number[])[],
  correlation: number,
): ErrorScale {
  const n = directions[0].length;
  const length = (direction: readonly number[]) => direction.reduce((sum, x) => sum + x * x, 0);
  const taken = directions.reduce((sum, of) => sum + correlatedSquare(of, correlation) / length(of), 0);
  const effective = effectiveRows(n, correlation);
  return {
    variance: square / Math.max(n - taken, effective / 2, 1),
    freedom: Math.max(1, Math.round(effective - directions.length)),
  };
}
