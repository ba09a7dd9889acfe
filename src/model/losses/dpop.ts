import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, nonnegative } from "./parameters.js";
import { apply, kinked, linear } from "./term.js";

/**
 * L = −log σ(β[m − λ max(0, −r1)]): DPO with a penalty once the preferred response falls below the reference.
 * Pal et al. 2024 (Smaug), arXiv:2402.13228.
 */
export const dpop = defineLoss({
  name: "dpop",
  title: "DPO-Positive",
  formula: "−log σ(β[m − λ max(0, −r1)])",
  source: "Pal et al. 2024 (Smaug), arXiv:2402.13228",
  restPoint: "none; kink at r1 = 0",
  parameters: { beta: beta(0.3), lambda: nonnegative(50, "λ, weight of the penalty") },
  form: ({ beta, lambda }) =>
    kinked(
      [1, 0],
      0,
      apply(logistic, linear(beta * (1 + lambda), -beta)),
      apply(logistic, linear(beta, -beta)),
    ),
});
