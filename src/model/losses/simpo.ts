import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, lengths, nonnegative } from "./parameters.js";
import { apply, linear } from "./term.js";

/** L = −log σ(β[log π_w/n_w − log π_l/n_l] − γ), without a reference. Meng et al. 2024, arXiv:2405.14734. */
export const simpo = defineLoss({
  name: "simpo",
  title: "Simple preference optimisation",
  formula: "−log σ(β[log π_w/n_w − log π_l/n_l] − γ)",
  source: "Meng et al. 2024, arXiv:2405.14734",
  restPoint: "none",
  restless: true,
  parameters: {
    beta: beta(2),
    gamma: nonnegative(0.5, "γ, margin of the reward to win by"),
    lengths,
  },
  form({ beta, gamma, lengths: [nw, nl] }, { preferred, dispreferred }) {
    const start = beta * (Math.log(preferred) / nw - Math.log(dispreferred) / nl);
    return apply(logistic, linear(beta / nw, -beta / nl, start - gamma));
  },
});
