import { addSigned, logSum, setSigned, softplus } from "../logarithm.js";
import { isSafeExponent } from "../safeRange.js";
import type { Curve } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta, positive } from "./parameters.js";
import { apply, linear } from "./term.js";

/** log(e⁻ᶻ − log(1 + e⁻ᶻ)): how far the exponential loss lies above the logistic one. */
function logExcess(z: number): number {
  if (z < 0) return Math.log1p(-softplus(-z) * Math.exp(z)) - z;
  const y = Math.exp(-z);
  // The series of y − log(1 + y), where the two agree too closely to be subtracted.
  return z > 10 ? -2 * z + Math.log(1 / 2 - y * (1 / 3 - y * (1 / 4 - y / 5))) : Math.log(y - Math.log1p(y));
}

/** The same difference in plain doubles, y = e⁻ᶻ. */
const excess = (z: number, y: number): number =>
  z > 10 ? y * y * (1 / 2 - y * (1 / 3 - y * (1 / 4 - y / 5))) : y - Math.log1p(y);

/** (1−u)(−log σ(z)) + u e⁻ᶻ, u = σ(z/τ): logistic loss on the left, exponential loss on the right. */
const modulated = (tau: number): Curve => ({
  value: (z) =>
    z === -Infinity
      ? Infinity
      : Math.exp(-softplus(z / tau)) * softplus(-z) + Math.exp(-softplus(-z / tau) - z),
  slope(z, out) {
    if (z === Infinity) return setSigned(out, 0, -1, -Infinity);
    if (z === -Infinity) return setSigned(out, 0, -1, tau > 1 ? Infinity : 0);
    const logU = -softplus(-z / tau);
    const logRest = -softplus(z / tau);
    // It falls on either side, and rises from one to the other.
    setSigned(out, 0, -1, logSum(logRest - softplus(z), logU - z));
    addSigned(out, 0, 1, logU + logRest - Math.log(tau) + logExcess(z));
  },
  plainSlope(z) {
    if (!Number.isFinite(z) || !isSafeExponent(z)) return Number.NaN;
    const y = Math.exp(-z);
    // Where u or 1 − u is below every double, z/τ is over 700, but z at most 300: the terms that hold it are
    // e^(−400) beside the others.
    const e = Math.exp(-z / tau);
    const u = 1 / (1 + e);
    const rest = e === Infinity ? 1 : e / (1 + e);
    return (u * rest * excess(z, y)) / tau - (rest * y) / (1 + y) - u * y;
  },
});

/**
 * L = (1−u)(−log σ(βm)) + u e^(−βm) with u = σ(βm/τ), the log-ratio modulated loss. Lu et al. 2024,
 * arXiv:2406.08414.
 */
export const discopop = defineLoss({
  name: "discopop",
  title: "Discovered preference optimisation (log-ratio modulated loss)",
  formula: "(1−u)(−log σ(βm)) + u e^(−βm), u = σ(βm/τ)",
  source: "Lu et al. 2024, arXiv:2406.08414",
  restPoint: "at τ = 0.05 a local minimum at βm = −0.1186 and a maximum at βm = 0.0720",
  parameters: {
    beta: beta(0.05),
    tau: positive(0.05, "τ, width in βm of the change from the logistic to the exponential loss"),
  },
  form: ({ beta, tau }) => apply(modulated(tau), linear(beta, -beta)),
});
