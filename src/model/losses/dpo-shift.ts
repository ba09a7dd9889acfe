import { z } from "zod";
import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear } from "./term.js";

/** L = −log σ(β[r1 − f r2]). Yang et al. 2025, arXiv:2502.07599. */
export const dpoShift = defineLoss({
  name: "dpo-shift",
  title: "DPO-Shift",
  formula: "−log σ(β[r1 − f r2])",
  source: "Yang et al. 2025, arXiv:2502.07599",
  restPoint: "none",
  parameters: {
    beta: beta(),
    shift: z.number().gt(0).max(1).default(0.95).describe("f, weight of the dispreferred reward; 1 is DPO"),
  },
  form: ({ beta, shift }) => apply(logistic, linear(beta, -beta * shift)),
});
