import type { PlaneFamily } from "./family.js";
import { PROBABILITIES } from "./probability.js";

/** The probability ratios themselves. */
export const ratio = {
  name: "ratio",
  meaning: "probability ratios x",
  fields: ["x1", "x2"],
  // A ratio is a probability where π_ref = 1 and nothing lets it exceed 1.
  symbols: ({ preferred, dispreferred }, [w, l]) => [
    preferred === 1 && w <= 1 ? PROBABILITIES[0] : "x₁ = π_θ/π_ref",
    dispreferred === 1 && l <= 1 ? PROBABILITIES[1] : "x₂ = π_θ/π_ref",
  ],
  geometry: "ratio",
  to: (x) => x,
  from: (u) => u,
  velocity: (v) => v,
  grid: { interval: (p) => [0, 1 / p] },
} as const satisfies PlaneFamily;
