import { logisticStep } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** L = 1 − σ(βr1) + σ(βr2): preferred up, dispreferred down. D'Oosterlinck et al. 2024, arXiv:2408.06266. */
export const apoZero = defineLoss({
  name: "apo-zero",
  title: "Anchored preference optimisation, zero",
  formula: "1 − σ(βr1) + σ(βr2)",
  source: "D'Oosterlinck et al. 2024, arXiv:2408.06266",
  restPoint: "none",
  parameters: { beta: beta() },
  form: ({ beta }) =>
    sum([1, apply(logisticStep, linear(-beta, 0))], [1, apply(logisticStep, linear(0, beta))]),
});
