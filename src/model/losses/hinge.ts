import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { kinked, linear } from "./term.js";

/** L = max(0, 1 − βm). Liu et al. 2023 (RSO), arXiv:2309.06657; normalised SLiC. */
export const hinge = defineLoss({
  name: "hinge",
  title: "Hinge",
  formula: "max(0, 1 − βm)",
  source: "Liu et al. 2023 (RSO), arXiv:2309.06657",
  restPoint: "every m ≥ 1/β",
  parameters: { beta: beta() },
  form: ({ beta }) => kinked([1, -1], 1 / beta, linear(-beta, beta, 1), linear(0, 0)),
  restAt: ({ beta }) => ({ margin: 1 / beta }),
});
