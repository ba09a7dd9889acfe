import { z } from "zod";
import { setSigned, softplus } from "../logarithm.js";
import { bump, type Curve, logBump } from "./curve.js";
import { defineLoss } from "./define.js";
import { beta } from "./parameters.js";
import { apply, linear } from "./term.js";

/** q log(q/p) for q = e^log and p > 0, with its limit 0 at q = 0. */
const divergence = (log: number, p: number) => (log === -Infinity ? 0 : Math.exp(log) * (log - Math.log(p)));

/** KL(σ(z) ‖ 1 − ε) between two binary choices; its slope σ(z) σ(−z) (z − z*) is a product. */
const reverseKl = (epsilon: number): Curve => {
  const rest = Math.log((1 - epsilon) / epsilon);
  return {
    value: (z) => divergence(-softplus(-z), 1 - epsilon) + divergence(-softplus(z), epsilon),
    slope(z, out) {
      const log = Number.isFinite(z) ? Math.log(Math.abs(z - rest)) + logBump(z) : -Infinity;
      setSigned(out, 0, Math.sign(z - rest), log);
    },
    plainSlope: (z) => (z - rest) * bump(z),
  };
};

/** L = q log(q/(1−ε)) + (1−q) log((1−q)/ε) with q = σ(βm), for pairs. Ji et al. 2024, arXiv:2402.00856. */
export const exo = defineLoss({
  name: "exo",
  title: "Efficient exact optimisation",
  formula: "q log(q/(1−ε)) + (1−q) log((1−q)/ε), q = σ(βm)",
  source: "Ji et al. 2024, arXiv:2402.00856",
  restPoint: "m = log((1−ε)/ε)/β",
  parameters: {
    beta: beta(),
    epsilon: z.number().gt(0).lt(1).default(1e-3).describe("ε, label smoothing"),
  },
  form: ({ beta, epsilon }) => apply(reverseKl(epsilon), linear(beta, -beta)),
  restAt: ({ beta, epsilon }) => ({ margin: Math.log((1 - epsilon) / epsilon) / beta }),
});
