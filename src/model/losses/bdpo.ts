import { z } from "zod";
import { logSum, softplus } from "../logarithm.js";
import type { Term } from "../loss.js";
import { isSafeExponent } from "../safeRange.js";
import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** r1 − log(λx2 + 1 − λ): the dispreferred response against a mixture of policy and reference. */
function boundedMargin(lambda: number): Term {
  if (lambda === 1) return linear(1, -1);
  const [logShare, logRest] = [Math.log(lambda), Math.log1p(-lambda)];
  return {
    margin: false,
    value: (r1, r2) => r1 - logSum(r2 + logShare, logRest),
    logGradient(_r1, r2, out) {
      out[0] = 1;
      out[1] = 0;
      out[2] = -1;
      out[3] = -softplus(logRest - logShare - r2);
    },
    plainGradient(_r1, r2, out) {
      const z = logRest - logShare - r2;
      out[0] = 1;
      out[1] = isSafeExponent(z) ? -1 / (1 + Math.exp(z)) : Number.NaN;
    },
  };
}

/** L = −log σ(β[r1 − log(λx2 + 1 − λ)]). Cho et al. 2025, arXiv:2506.12725. */
export const bdpo = defineLoss({
  name: "bdpo",
  title: "Bounded DPO",
  formula: "−log σ(β[r1 − log(λx2 + 1 − λ)])",
  source: "Cho et al. 2025, arXiv:2506.12725",
  restPoint: "none; from (1,1) it keeps x1 ≥ λx2 + 1 − λ",
  parameters: {
    beta: beta(),
    lambda: z.number().gt(0).max(1).default(0.5).describe("λ, share of the policy in the mixture; 1 is DPO"),
  },
  form: ({ beta, lambda }) => apply(logistic, sum([beta, boundedMargin(lambda)])),
});
