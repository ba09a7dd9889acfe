import { logOneMinusExp, logSum, softplus } from "../logarithm.js";
import type { Term } from "../loss.js";
import { isSafeExponent } from "../safeRange.js";
import { defineLoss } from "./define.js";
import { lengths, nonnegative } from "./parameters.js";

/**
 * −ℓ_w − λ log σ(logit P − logit Q) for P = e^ℓ_w, Q = e^ℓ_l, as a function of (ℓ_w, ℓ_l).
 *
 * With D = P(1−Q) + Q(1−P), the logistic term is log(D/(P(1−Q))), and its derivatives are −Q/D and
 * Q(1−P)/((1−Q)D): smooth through P = 1, so a step of the integrator may look beyond that edge.
 */
function oddsRatio(lambda: number): Required<Term> {
  const logLambda = Math.log(lambda);
  /** sign(1−P), the logs of P(1−Q) and Q|1−P|, and log(1−Q). */
  const parts = (lw: number, ll: number) => {
    const logRest = ll < 0 ? logOneMinusExp(ll) : Number.NaN;
    return { inside: lw <= 0, won: lw + logRest, lost: ll + logOneMinusExp(lw), logRest };
  };
  return {
    margin: false,
    value(lw, ll) {
      const { inside, won, lost } = parts(lw, ll);
      return lambda * (inside ? softplus(lost - won) : Math.log1p(-Math.exp(lost - won))) - lw;
    },
    logGradient(lw, ll, out) {
      const { inside, won, lost, logRest } = parts(lw, ll);
      const logD = inside ? logSum(won, lost) : won + logOneMinusExp(lost - won);
      out[0] = -1;
      out[1] = logSum(0, logLambda + ll - logD);
      out[2] = inside ? 1 : -1;
      out[3] = lost === -Infinity ? -Infinity : logLambda + lost - logRest - logD;
    },
    plainGradient(lw, ll, out) {
      const p = isSafeExponent(lw) ? Math.exp(lw) : Number.NaN;
      const q = ll < 0 && isSafeExponent(ll) ? Math.exp(ll) : Number.NaN;
      const notP = -Math.expm1(lw);
      const notQ = -Math.expm1(ll);
      const d = p * notQ + q * notP;
      out[0] = -1 - (lambda * q) / d;
      out[1] = (lambda * q * notP) / (notQ * d);
    },
  };
}

/**
 * L = −ℓ_w − λ log σ(logit(e^ℓ_w) − logit(e^ℓ_l)) with ℓ = log π / n, without a reference. Hong et al. 2024,
 * arXiv:2403.07691.
 */
export const orpo = defineLoss({
  name: "orpo",
  title: "Odds ratio preference optimisation",
  formula: "−ℓ_w − λ log σ(logit(e^ℓ_w) − logit(e^ℓ_l)), ℓ = log π / n",
  source: "Hong et al. 2024, arXiv:2403.07691",
  restPoint: "none; ends at the edge π_w = 1 of its domain",
  needs: "π_w ≤ 1 and π_l < 1",
  parameters: { lambda: nonnegative(0.1, "λ, weight of the odds ratio"), lengths },
  form({ lambda, lengths: [nw, nl] }, { preferred, dispreferred }) {
    const odds = oddsRatio(lambda);
    const lw = (r1: number) => (r1 + Math.log(preferred)) / nw;
    const ll = (r2: number) => (r2 + Math.log(dispreferred)) / nl;
    return {
      margin: false,
      value: (r1, r2) => odds.value(lw(r1), ll(r2)),
      logGradient(r1, r2, out) {
        odds.logGradient(lw(r1), ll(r2), out);
        out[1] -= Math.log(nw);
        out[3] -= Math.log(nl);
      },
      plainGradient(r1, r2, out) {
        odds.plainGradient(lw(r1), ll(r2), out);
        out[0] /= nw;
        out[1] /= nl;
      },
      contains: (r1, r2) => lw(r1) <= 0 && ll(r2) < 0,
      within: "box",
    };
  },
});
