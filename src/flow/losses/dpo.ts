import { z } from "zod";
import type { LossFamily } from "../loss.js";
import { marginLoss, softplus } from "./margin.js";

/** Direct preference optimisation, Rafailov et al. 2023, arXiv:2305.18290: L = −log σ(βm). */
export const dpo: LossFamily = {
  name: "dpo",
  formula: "−log σ(βm)",
  source: "Rafailov et al. 2023, arXiv:2305.18290",
  parameters: z.strictObject({
    beta: z.number().positive().default(0.1).describe("β, inverse temperature, > 0"),
  }),
  create({ beta }) {
    const b = beta as number;
    const logBeta = Math.log(b);
    return marginLoss(
      "dpo",
      { beta },
      {
        value: (m) => softplus(-b * m),
        logSlope: (m) => [-1, logBeta - softplus(b * m)],
      },
    );
  },
};
