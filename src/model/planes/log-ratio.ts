import type { PlaneFamily } from "./family.js";

/** A sweep reaches this far below its upper edge: three decades. */
const DEPTH = Math.log(1000);

/** The logarithms of the probability ratios; an extinct response is at −∞. */
export const logRatio = {
  name: "log-ratio",
  meaning: "log-ratios r = log x",
  fields: ["r1", "r2"],
  symbols: () => ["r₁ = log x₁", "r₂ = log x₂"],
  geometry: "log-ratio",
  to: Math.log,
  from: Math.exp,
  velocity: (v, x) => v / x,
  grid: { interval: (p) => [-Math.log(p) - DEPTH, -Math.log(p)] },
} as const satisfies PlaneFamily;
