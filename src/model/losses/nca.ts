import { crossEntropy, logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** L = −log σ(βr1) − ½ log σ(−βr1) − ½ log σ(−βr2). Chen et al. 2024, arXiv:2402.05369. */
export const nca = defineLoss({
  name: "nca",
  title: "Noise contrastive alignment",
  formula: "−log σ(βr1) − ½ log σ(−βr1) − ½ log σ(−βr2)",
  source: "Chen et al. 2024, arXiv:2402.05369",
  restPoint: "none: r1 → (ln 2)/β while x2 → 0",
  parameters: { beta: beta() },
  form: ({ beta }) =>
    sum([1, apply(crossEntropy(1, 0.5), linear(beta, 0))], [0.5, apply(logistic, linear(0, -beta))]),
});
