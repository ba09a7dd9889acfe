import { z } from "zod";
import type { GeometryFamily } from "../geometry.js";
import { remainder } from "../logarithm.js";
import { matrixGeometry } from "./matrix.js";

/**
 * K_ij = (e_i − π)·(e_j − π) for i, j in {w, l}: the logits of a tabular softmax over w, l and n other
 * responses, which share the rest evenly, follow the gradient. The flow keeps π_w + π_l < 1 by itself.
 *
 * Equal to δ_ij − π_i − π_j + ‖π‖², but written as sums of products that stay accurate near the faces.
 */
export const softmax: GeometryFamily<{ others: number }> = {
  name: "softmax",
  formula: "K_ij = δ_ij − π_i − π_j + ‖π‖², ‖π‖² = π_w² + π_l² + π_o²/n",
  meaning: "a tabular softmax: its logits follow the gradient",
  needs: "π_w + π_l < 1",
  parameters: z.strictObject({
    others: z.int().min(1).default(1).describe("n, number of other responses"),
  }),
  create({ others }, { preferred, dispreferred }) {
    const logP = [Math.log(preferred), Math.log(dispreferred)];
    const geometry = matrixGeometry("softmax", (r1, r2) => {
      const [a, b] = [r1 + logP[0], r2 + logP[1]];
      const [w, l] = [Math.exp(a), Math.exp(b)];
      const [notW, notL] = [-Math.expm1(a), -Math.expm1(b)];
      const rest = remainder(a, b) ** 2 / others;
      return [notW * notW + l * l + rest, rest - w * notW - l * notL, w * w + notL * notL + rest];
    });
    return {
      ...geometry,
      keepsSimplex: true,
      contains: (r1, r2) => remainder(r1 + logP[0], r2 + logP[1]) > 0,
    };
  },
};
