import { z } from "zod";
import type { Geometry, GeometryFamily } from "../geometry.js";
import { remainder } from "../logarithm.js";
import { fullMatrix } from "./matrix.js";

/**
 * The logits of w, l and n other responses, in this order, at log π to begin with: r_i = θ_i − log Σ e^θ −
 * log p_i.
 */
function logits(others: number, logP: readonly [number, number]): Geometry["parametrise"] {
  return (r1, r2) => {
    const [a, b] = [r1 + logP[0], r2 + logP[1]];
    const start = new Float64Array(2 + others).fill(Math.log(remainder(a, b) / others));
    start[0] = a;
    start[1] = b;
    const logZ = (theta: Float64Array) => {
      const top = theta.reduce((p, q) => Math.max(p, q), -Infinity);
      return top + Math.log(theta.reduce((sum, logit) => sum + Math.exp(logit - top), 0));
    };
    return {
      start,
      logRatios(theta, out) {
        const z = logZ(theta);
        out[0] = theta[0] - z - logP[0];
        out[1] = theta[1] - z - logP[1];
      },
      pullBack(theta, force, out) {
        const z = logZ(theta);
        const [w, l] = [Math.exp(theta[0] - z), Math.exp(theta[1] - z)];
        let rest = 0;
        for (let j = 2; j < theta.length; j++) {
          const other = Math.exp(theta[j] - z);
          rest += other;
          out[j] = -other * (force[0] + force[1]);
        }
        // 1 − π is what the others have: next to a corner it is far below the rounding of 1.
        out[0] = (l + rest) * force[0] - w * force[1];
        out[1] = (w + rest) * force[1] - l * force[0];
      },
    };
  };
}

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
    const logP = [Math.log(preferred), Math.log(dispreferred)] as const;
    const metric = fullMatrix((r1, r2, k) => {
      const a = r1 + logP[0];
      const b = r2 + logP[1];
      const w = Math.exp(a);
      const l = Math.exp(b);
      // Below one half 1 − π loses no digit.
      const notW = w < 0.5 ? 1 - w : -Math.expm1(a);
      const notL = l < 0.5 ? 1 - l : -Math.expm1(b);
      const left = w > l ? notW - l : notL - w;
      const rest = (left * left) / others;
      k[0] = notW * notW + l * l + rest;
      k[1] = rest - w * notW - l * notL;
      k[2] = w * w + notL * notL + rest;
    });
    return {
      name: "softmax",
      ...metric,
      parametrise: logits(others, logP),
      keepsSimplex: true,
      contains: (r1, r2) => remainder(r1 + logP[0], r2 + logP[1]) > 0,
    };
  },
};
