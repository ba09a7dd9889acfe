import { logisticStep } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, nonnegative, real } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/**
 * L = λ_D[1 − σ(βr1 − βz)] + λ_U[1 − σ(βz − βr2)], a pair as one desirable and one undesirable response.
 * Ethayarajh et al. 2023 (HALOs), arXiv:2402.01306.
 */
export const kto = defineLoss({
  name: "kto",
  title: "Kahneman–Tversky optimisation",
  formula: "λ_D[1 − σ(βr1 − βz)] + λ_U[1 − σ(βz − βr2)]",
  source: "Ethayarajh et al. 2023 (HALOs), arXiv:2402.01306",
  restPoint: "none",
  parameters: {
    beta: beta(),
    z: real(0, "z, reference point, the detached estimate of KL(π ‖ π_ref)"),
    lambdaD: nonnegative(1, "λ_D, weight of the preferred (desirable) response"),
    lambdaU: nonnegative(1, "λ_U, weight of the dispreferred (undesirable) response"),
  },
  form: ({ beta, z, lambdaD, lambdaU }) =>
    sum(
      [lambdaD, apply(logisticStep, linear(-beta, 0, beta * z))],
      [lambdaU, apply(logisticStep, linear(0, beta, -beta * z))],
    ),
});
