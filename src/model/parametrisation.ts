/**
 * Coordinates θ of a policy in which its metric is that of everyday space: gradient flow moves θ along the
 * force it feels, θ' = Jᵀ f with J = ∂r/∂θ, and so the log-ratios by r' = J Jᵀ f = K f. What an optimiser
 * takes steps in.
 */
export interface Parametrisation {
  /** θ of the policy it was made for; its length is the dimension. */
  readonly start: Float64Array;
  /** The log-ratios (r1, r2) of the policy at θ, into `out`, shape (2,). */
  logRatios(theta: Float64Array, out: Float64Array): void;
  /** Jᵀ f, the force on θ at θ of the force f on the log-ratios, shape (2,), into `out`, shaped like θ. */
  pullBack(theta: Float64Array, force: Float64Array, out: Float64Array): void;
}

/** One coordinate of a response as a function of its log-ratio alone, i = 0 for the preferred response. */
interface Coordinate {
  of(i: 0 | 1, r: number): number;
  logRatio(i: 0 | 1, theta: number): number;
  /** dr/dθ. */
  slope(i: 0 | 1, theta: number): number;
}

/** The parametrisation of each response by a coordinate of its own. */
export function responsewise({ of, logRatio, slope }: Coordinate) {
  return (r1: number, r2: number): Parametrisation => ({
    start: Float64Array.of(of(0, r1), of(1, r2)),
    logRatios(theta, out) {
      out[0] = logRatio(0, theta[0]);
      out[1] = logRatio(1, theta[1]);
    },
    pullBack(theta, force, out) {
      out[0] = slope(0, theta[0]) * force[0];
      out[1] = slope(1, theta[1]) * force[1];
    },
  });
}

/** The parametrisation by x or π: θ_i = e^(r_i)·p_i, so that r_i = log θ_i − log p_i. */
export const exponential = (logP: readonly [number, number]) =>
  responsewise({
    of: (i, r) => Math.exp(r + logP[i]),
    logRatio: (i, theta) => Math.log(theta) - logP[i],
    slope: (_i, theta) => 1 / theta,
  });
