import { z } from "zod";
import type { GeometryFamily } from "../geometry.js";
import { lines } from "../marginMotion.js";
import { responsewise } from "../parametrisation.js";
import { diagonal } from "./diagonal.js";

/** K = identity, so r' = −∇ᵣL. */
export const logRatio: GeometryFamily = {
  name: "log-ratio",
  formula: "K = identity",
  meaning: "the gradient is taken in the log-ratios: r' = −∇ᵣL",
  parameters: z.strictObject({}),
  create: () => ({
    name: "log-ratio",
    ...diagonal(
      () => 0,
      () => 1,
    ),
    parametrise: responsewise({ of: (_i, r) => r, logRatio: (_i, theta) => theta, slope: () => 1 }),
    constant: [1, 0, 1],
    motion: lines(2, 0.5, -0.5),
  }),
};
