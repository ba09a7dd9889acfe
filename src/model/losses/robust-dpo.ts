import { z } from "zod";
import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/**
 * L = [−(1−ε) log σ(βm) + ε log σ(−βm)]/(1−2ε): an unbiased estimate of the DPO loss when labels are wrong
 * with probability ε. Chowdhury et al. 2024, arXiv:2403.00409.
 */
export const robustDpo = defineLoss({
  name: "robust-dpo",
  title: "Robust DPO",
  formula: "[−(1−ε) log σ(βm) + ε log σ(−βm)]/(1−2ε)",
  source: "Chowdhury et al. 2024, arXiv:2403.00409",
  restPoint: "none: unbounded below for ε > 0",
  restless: true,
  parameters: {
    beta: beta(),
    epsilon: z.number().min(0).lt(0.5).default(0.1).describe("ε, probability of a wrong label"),
  },
  form: ({ beta, epsilon }) =>
    sum(
      [(1 - epsilon) / (1 - 2 * epsilon), apply(logistic, linear(beta, -beta))],
      [-epsilon / (1 - 2 * epsilon), apply(logistic, linear(-beta, beta))],
    ),
});
