import { z } from "zod";
import type { GeometryFamily } from "../geometry.js";
import { circles } from "../marginMotion.js";
import { exponential } from "../parametrisation.js";
import { diagonal } from "./diagonal.js";

/** K = diag(π_w⁻², π_l⁻²), so π' = −∇_πL; with π_ref = (1, 1) the same as `ratio`. */
export const probability: GeometryFamily = {
  name: "probability",
  formula: "K = diag(π_w⁻², π_l⁻²)",
  meaning: "the gradient is taken in the probabilities: π' = −∇_πL",
  parameters: z.strictObject({}),
  create(_parameters, { preferred, dispreferred }) {
    const logP = [Math.log(preferred), Math.log(dispreferred)] as const;
    return {
      name: "probability",
      ...diagonal(
        (i, r) => -2 * (r + logP[i]),
        (i, r) => Math.exp(-2 * (r + logP[i])),
      ),
      parametrise: exponential(logP),
      motion: circles(preferred, dispreferred),
    };
  },
};
