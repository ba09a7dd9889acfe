import { logOneMinusExp } from "../logarithm.js";
import { logBump, logisticStep } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear, sum } from "./term.js";

/** log|sinh z|. */
const logSinh = (z: number) => Math.abs(z) + logOneMinusExp(-2 * Math.abs(z)) - Math.LN2;

/** L = σ(βr1) + 1 − σ(βm): both down, the dispreferred more. D'Oosterlinck et al. 2024, arXiv:2408.06266. */
export const apoDown = defineLoss({
  name: "apo-down",
  title: "Anchored preference optimisation, down",
  formula: "σ(βr1) + 1 − σ(βm)",
  source: "D'Oosterlinck et al. 2024, arXiv:2408.06266",
  restPoint: "none",
  parameters: { beta: beta() },
  form({ beta }) {
    const whole = sum(
      [1, apply(logisticStep, linear(beta, 0))],
      [1, apply(logisticStep, linear(-beta, beta))],
    );
    return {
      ...whole,
      logGradient(r1, r2, out) {
        whole.logGradient(r1, r2, out);
        // σ'(u) − σ'(v) with u = βr1, v = βm cancels where v is near u or −u. There it is formed as the
        // product 4 σ'(u) σ'(v) sinh((v+u)/2) sinh((v−u)/2).
        const half = (beta * (2 * r1 - r2)) / 2;
        const gap = (-beta * r2) / 2;
        if (!(Math.min(Math.abs(half), Math.abs(gap)) < 1 && Number.isFinite(r1))) return;
        out[0] = Math.sign(half) * Math.sign(gap);
        out[1] =
          Math.log(4 * beta) + logBump(beta * r1) + logBump(beta * (r1 - r2)) + logSinh(half) + logSinh(gap);
      },
    };
  },
});
