import { z } from "zod";
import type { GeometryFamily } from "../geometry.js";
import { circles } from "../marginMotion.js";
import { exponential } from "../parametrisation.js";
import { diagonal } from "./diagonal.js";

/** K = diag(x1⁻², x2⁻²), so x' = −∇ₓL: the field that arXiv:2404.04626 draws. */
export const ratio: GeometryFamily = {
  name: "ratio",
  formula: "K = diag(x1⁻², x2⁻²)",
  meaning: "the gradient is taken in the probability ratios: x' = −∇ₓL",
  parameters: z.strictObject({}),
  create: () => ({
    name: "ratio",
    ...diagonal(
      (_i, r) => -2 * r,
      (_i, r) => Math.exp(-2 * r),
    ),
    parametrise: exponential([0, 0]),
    motion: circles(1, 1),
  }),
};
