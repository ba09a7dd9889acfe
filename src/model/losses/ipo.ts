import { square } from "./curve.js";
import { defineLoss } from "./define.js";
import { positive } from "./parameters.js";
import { apply, linear } from "./term.js";

/** L = (m − 1/(2τ))². Azar et al. 2023, arXiv:2310.12036. */
export const ipo = defineLoss({
  name: "ipo",
  title: "Identity preference optimisation",
  formula: "(m − 1/(2τ))²",
  source: "Azar et al. 2023, arXiv:2310.12036",
  restPoint: "m = 1/(2τ)",
  parameters: { tau: positive(0.1, "τ, strength of the pull to the reference") },
  form: ({ tau }) => apply(square, linear(1, -1, -1 / (2 * tau))),
  restAt: ({ tau }) => ({ margin: 1 / (2 * tau) }),
});
