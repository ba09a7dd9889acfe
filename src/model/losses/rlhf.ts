import { z } from "zod";
import { remainder, setSigned } from "../logarithm.js";
import { isSafe, isSafeExponent } from "../safeRange.js";
import { defineLoss } from "./define.js";
import { positive } from "./parameters.js";

/**
 * L = −(π_w R_w + π_l R_l) + β Σ_i π_i log(π_i/p_i), the sum over w, l and all other responses as one: the
 * objective that DPO replaces. Ouyang et al. 2022, arXiv:2203.02155.
 *
 * ∂L/∂r_i = π_i [β(r_i − r_o) − R_i], where r_o is the log-ratio of the other responses.
 */
export const rlhf = defineLoss({
  name: "rlhf",
  title: "KL-regularised reward maximisation (RLHF)",
  formula: "−(π_w R_w + π_l R_l) + β Σ π_i log(π_i/p_i), i over w, l and the rest",
  source: "Ouyang et al. 2022, arXiv:2203.02155",
  restPoint: "π_i ∝ p_i e^(R_i/β), R = 0 for the rest",
  needs: "π_w + π_l < 1",
  parameters: {
    beta: positive(0.1, "β, weight of the divergence from the reference"),
    rewards: z
      .tuple([z.number(), z.number()])
      .default([1, 0])
      .describe("[R_w, R_l], rewards of the two responses; all others have 0"),
  },
  form({ beta, rewards }, { preferred, dispreferred }) {
    const logP = [Math.log(preferred), Math.log(dispreferred)];
    const rest = (r1: number, r2: number) => remainder(r1 + logP[0], r2 + logP[1]);
    const logRest = Math.log1p(-preferred - dispreferred);
    /** π_i (β r_i − R_i), which is 0 for an extinct response. */
    const part = (i: 0 | 1, r: number) =>
      r === -Infinity ? 0 : Math.exp(r + logP[i]) * (beta * r - rewards[i]);
    return {
      margin: false,
      value(r1, r2) {
        const other = rest(r1, r2);
        const entropy = other === 0 ? 0 : other * (Math.log(other) - logRest);
        return part(0, r1) + part(1, r2) + beta * entropy;
      },
      logGradient(r1, r2, out) {
        const ro = Math.log(rest(r1, r2)) - logRest;
        for (let i = 0; i < 2; i++) {
          const r = i === 0 ? r1 : r2;
          const pull = beta * (r - ro) - rewards[i];
          const log = r === -Infinity ? -Infinity : r + logP[i] + Math.log(Math.abs(pull));
          setSigned(out, 2 * i, Math.sign(pull), log);
        }
      },
      plainGradient(r1, r2, out) {
        const a = r1 + logP[0];
        const b = r2 + logP[1];
        const safe = isSafeExponent(a) && isSafeExponent(b);
        const ro = safe ? Math.log(remainder(a, b)) - logRest : Number.NaN;
        const pull1 = beta * (r1 - ro) - rewards[0];
        const pull2 = beta * (r2 - ro) - rewards[1];
        out[0] = r1 === -Infinity ? 0 : isSafe(pull1) ? Math.exp(a) * pull1 : Number.NaN;
        out[1] = r2 === -Infinity ? 0 : isSafe(pull2) ? Math.exp(b) * pull2 : Number.NaN;
      },
      contains: (r1, r2) => rest(r1, r2) > 0,
    };
  },
  restAt({ beta, rewards }, { preferred, dispreferred }) {
    const [a, b] = [rewards[0] / beta, rewards[1] / beta];
    const top = Math.max(a, b, 0);
    const rest = (1 - preferred - dispreferred) * Math.exp(-top);
    const logZ = top + Math.log(preferred * Math.exp(a - top) + dispreferred * Math.exp(b - top) + rest);
    return { r: [a - logZ, b - logZ] };
  },
  problem(_parameters, { preferred, dispreferred }) {
    const total = preferred + dispreferred;
    if (total < 1) return undefined;
    return {
      path: "reference",
      message: `rlhf needs p_w + p_l < 1, room for the other responses; got ${preferred} + ${dispreferred} = ${total}`,
    };
  },
});
