import { z } from "zod";
import { crossEntropy } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear } from "./term.js";

/**
 * L = −(1−ε) log σ(βm) − ε log σ(−βm): DPO whose labels are wrong with probability ε. Mitchell 2023,
 * ericmitchell.ai/cdpo.pdf.
 */
export const cdpo = defineLoss({
  name: "cdpo",
  title: "Conservative DPO",
  formula: "−(1−ε) log σ(βm) − ε log σ(−βm)",
  source: "Mitchell 2023, A note on DPO with noisy preferences, ericmitchell.ai/cdpo.pdf",
  restPoint: "m = log((1−ε)/ε)/β; none at ε = 0",
  parameters: {
    beta: beta(),
    epsilon: z.number().min(0).lt(1).default(0.1).describe("ε, probability of a wrong label"),
  },
  form: ({ beta, epsilon }) => apply(crossEntropy(1 - epsilon, epsilon), linear(beta, -beta)),
  restAt: ({ beta, epsilon }) => ({ margin: Math.log((1 - epsilon) / epsilon) / beta }),
});
