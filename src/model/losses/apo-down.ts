import { logOneMinusExp } from "../logarithm.js";
import { bump, logBump, logisticStep } from "./curve.js";
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
    // σ'(u) − σ'(v) with u = βr1, v = βm cancels where v is near u or −u. There it is formed as the product
    // 4 σ'(u) σ'(v) sinh((v+u)/2) sinh((v−u)/2).
    const halfSum = (r1: number, r2: number) => (beta * (2 * r1 - r2)) / 2;
    const halfGap = (r2: number) => (-beta * r2) / 2;
    const cancels = (half: number, gap: number, r1: number) =>
      Math.min(Math.abs(half), Math.abs(gap)) < 1 && Number.isFinite(r1);
    return {
      ...whole,
      logGradient(r1, r2, out) {
        whole.logGradient(r1, r2, out);
        const [half, gap] = [halfSum(r1, r2), halfGap(r2)];
        if (!cancels(half, gap, r1)) return;
        out[0] = Math.sign(half) * Math.sign(gap);
        out[1] =
          Math.log(4 * beta) + logBump(beta * r1) + logBump(beta * (r1 - r2)) + logSinh(half) + logSinh(gap);
      },
      ...(whole.plainGradient && {
        plainGradient(r1: number, r2: number, out: Float64Array) {
          whole.plainGradient?.(r1, r2, out);
          const [half, gap] = [halfSum(r1, r2), halfGap(r2)];
          if (!cancels(half, gap, r1)) return;
          const first = bump(beta * r1) * Math.sinh(gap);
          const second = bump(beta * (r1 - r2)) * Math.sinh(half);
          const product = 4 * beta * first * second;
          out[0] = product === 0 && half !== 0 && gap !== 0 ? Number.NaN : product;
        },
      }),
    };
  },
});
