import { logistic, square } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** L = −log σ(m) + ½[(r1 − 1/(2β))² + (r2 + 1/(2β))²]. Xiao et al. 2024, arXiv:2412.14516. */
export const calDpo = defineLoss({
  name: "cal-dpo",
  title: "Calibrated DPO",
  formula: "−log σ(m) + ½[(r1 − 1/(2β))² + (r2 + 1/(2β))²]",
  source: "Xiao et al. 2024, arXiv:2412.14516",
  restPoint: "r1 = −r2 = m/2, where m/2 = 1/(2β) + σ(−m)",
  parameters: { beta: beta() },
  form: ({ beta }) =>
    sum(
      [1, apply(logistic, linear(1, -1))],
      [0.5, apply(square, linear(1, 0, -1 / (2 * beta)))],
      [0.5, apply(square, linear(0, 1, 1 / (2 * beta)))],
    ),
});
