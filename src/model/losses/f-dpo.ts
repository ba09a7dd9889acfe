import { z } from "zod";
import { softplus } from "../logarithm.js";
import type { Term } from "../loss.js";
import { isSafeExponent } from "../safeRange.js";
import { logistic } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, positive } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/**
 * s(r1) − s(r2), given as such so that neither term needs to be in range, log s'(r), and s'(r) where e^r is in
 * the safe range.
 */
function scoreGap(
  value: (r1: number, r2: number) => number,
  logSlope: (r: number) => number,
  slope: (r: number) => number,
): Term {
  return {
    margin: false,
    value,
    logGradient(r1, r2, out) {
      out[0] = 1;
      out[1] = logSlope(r1);
      out[2] = -1;
      out[3] = logSlope(r2);
    },
    plainGradient(r1, r2, out) {
      out[0] = slope(r1);
      out[1] = -slope(r2);
    },
  };
}

/** s = −x^(−α)/α. Both terms overflow at very negative r: their difference is formed in logs. */
const power = (alpha: number) =>
  scoreGap(
    (r1, r2) => {
      const width = Math.abs(r1 - r2);
      const size = -alpha * Math.min(r1, r2) + Math.log(-Math.expm1(-alpha * width) / alpha);
      return Math.sign(r1 - r2) * Math.exp(size);
    },
    (r) => -alpha * r,
    (r) => (isSafeExponent(alpha * r) ? Math.exp(-alpha * r) : Number.NaN),
  );

/** s = log(2x/(1 + x)). */
const jensenShannon = scoreGap(
  (r1, r2) => (r1 === r2 ? 0 : softplus(-r2) - softplus(-r1)),
  (r) => -softplus(r),
  (r) => (isSafeExponent(r) ? 1 / (1 + Math.exp(r)) : Number.NaN),
);

const gaps = {
  "reverse-kl": () => linear(1, -1),
  "forward-kl": () => power(1),
  "jensen-shannon": () => jensenShannon,
  alpha: power,
};

/**
 * L = −log σ(β[s(x1) − s(x2)]), where s is the derivative of the f that generates the divergence from the
 * reference, up to a constant. Wang et al. 2023, arXiv:2309.16240.
 */
export const fDpo = defineLoss({
  name: "f-dpo",
  title: "DPO under an f-divergence",
  formula:
    "−log σ(β[s(x1) − s(x2)]); reverse-kl: s = log x; forward-kl: s = −1/x; jensen-shannon: s = log(2x/(1+x)); alpha: s = −x^(−α)/α",
  source: "Wang et al. 2023, arXiv:2309.16240",
  restPoint: "none",
  parameters: {
    beta: beta(),
    divergence: z
      .enum(["reverse-kl", "forward-kl", "jensen-shannon", "alpha"])
      .default("reverse-kl")
      .describe("divergence from the reference; reverse-kl is DPO"),
    alpha: positive(0.5, "α of the alpha divergence; towards 0 it is reverse-kl, at 1 forward-kl"),
  },
  form: ({ beta, divergence, alpha }) => apply(logistic, sum([beta, gaps[divergence](alpha)])),
});
