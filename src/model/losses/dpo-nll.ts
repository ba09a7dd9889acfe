import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, nonnegative } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/**
 * L = −log σ(βm) − α log π_w: DPO with the likelihood of the preferred response. Pang et al. 2024,
 * arXiv:2404.19733.
 */
export const dpoNll = defineLoss({
  name: "dpo-nll",
  title: "DPO with negative log-likelihood (RPO, IRPO)",
  formula: "−log σ(βm) − α log π_w",
  source: "Pang et al. 2024, arXiv:2404.19733",
  restPoint: "none",
  parameters: { beta: beta(), alpha: nonnegative(1, "α, weight of the likelihood term") },
  form: ({ beta, alpha }, { preferred }) =>
    sum([1, apply(logistic, linear(beta, -beta))], [-alpha, linear(1, 0, Math.log(preferred))]),
});
