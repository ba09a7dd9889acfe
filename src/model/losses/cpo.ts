import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, nonnegative } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** L = −log σ(β[log π_w − log π_l]) − α log π_w, without a reference. Xu et al. 2024, arXiv:2401.08417. */
export const cpo = defineLoss({
  name: "cpo",
  title: "Contrastive preference optimisation",
  formula: "−log σ(β[log π_w − log π_l]) − α log π_w",
  source: "Xu et al. 2024, arXiv:2401.08417",
  restPoint: "none",
  parameters: { beta: beta(), alpha: nonnegative(1, "α, weight of the likelihood term") },
  form: ({ beta, alpha }, { preferred, dispreferred }) =>
    sum(
      [1, apply(logistic, linear(beta, -beta, beta * Math.log(preferred / dispreferred)))],
      [-alpha, linear(1, 0, Math.log(preferred))],
    ),
});
