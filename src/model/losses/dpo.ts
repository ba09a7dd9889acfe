import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear } from "./term.js";

/** L = −log σ(βm). Rafailov et al. 2023, arXiv:2305.18290. */
export const dpo = defineLoss({
  name: "dpo",
  title: "Direct preference optimisation",
  formula: "−log σ(βm)",
  source: "Rafailov et al. 2023, arXiv:2305.18290",
  restPoint: "none",
  restless: true,
  parameters: { beta: beta() },
  form: ({ beta }) => apply(logistic, linear(beta, -beta)),
});
