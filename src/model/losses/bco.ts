import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, real } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** L = −log σ(βr1 − δ) − log σ(δ − βr2). Jung et al. 2024, arXiv:2404.04656. */
export const bco = defineLoss({
  name: "bco",
  title: "Binary classifier optimisation",
  formula: "−log σ(βr1 − δ) − log σ(δ − βr2)",
  source: "Jung et al. 2024, arXiv:2404.04656",
  restPoint: "none",
  parameters: { beta: beta(), delta: real(0, "δ, reward shift, detached in training") },
  form: ({ beta, delta }) =>
    sum([1, apply(logistic, linear(beta, 0, -delta))], [1, apply(logistic, linear(0, -beta, delta))]),
});
