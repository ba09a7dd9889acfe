import { defineLoss } from "./define.js";
import { nonnegative, positive } from "./parameters.js";
import { kinked, linear, sum } from "./term.js";

/**
 * L = max(0, δ − (log π_w − log π_l)) − λ log π_w, without a reference. Zhao et al. 2023, arXiv:2305.10425.
 */
export const slic = defineLoss({
  name: "slic",
  title: "Sequence likelihood calibration (SLiC-HF)",
  formula: "max(0, δ − (log π_w − log π_l)) − λ log π_w",
  source: "Zhao et al. 2023, arXiv:2305.10425",
  restPoint: "none; kink at log π_w − log π_l = δ",
  parameters: {
    delta: positive(1, "δ, margin of log-probabilities to reach"),
    lambda: nonnegative(0.1, "λ, weight of the likelihood term"),
  },
  form({ delta, lambda }, { preferred, dispreferred }) {
    const missing = delta - Math.log(preferred / dispreferred);
    const likelihood = linear(1, 0, Math.log(preferred));
    const above = sum([-lambda, likelihood]);
    return kinked([1, -1], missing, sum([1, linear(-1, 1, missing)], [1, above]), above);
  },
});
