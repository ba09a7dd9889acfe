import { square } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** L = (r1 − 1/(2β))² + (r2 + 1/(2β))², for pairs with hard labels. Wu et al. 2024, arXiv:2405.00675. */
export const sppo = defineLoss({
  name: "sppo",
  title: "Self-play preference optimisation",
  formula: "(r1 − 1/(2β))² + (r2 + 1/(2β))²",
  source: "Wu et al. 2024, arXiv:2405.00675",
  restPoint: "r1 = 1/(2β), r2 = −1/(2β)",
  parameters: { beta: beta() },
  form: ({ beta }) =>
    sum([1, apply(square, linear(1, 0, -1 / (2 * beta)))], [1, apply(square, linear(0, 1, 1 / (2 * beta)))]),
  restAt: ({ beta }) => ({ r: [1 / (2 * beta), -1 / (2 * beta)] }),
});
