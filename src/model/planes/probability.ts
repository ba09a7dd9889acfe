import type { PlaneFamily } from "./family.js";

/** Symbols of the probabilities of the two responses. */
export const PROBABILITIES = ["π_θ(y_w | x)", "π_θ(y_l | x)"] as const;

/** The probabilities of the two responses. */
export const probability = {
  name: "probability",
  meaning: "probabilities π",
  fields: ["pi_w", "pi_l"],
  symbols: () => PROBABILITIES,
  geometry: "probability",
  to: (x, p) => x * p,
  from: (u, p) => u / p,
  velocity: (v, _x, p) => v * p,
  grid: { like: "ratio" },
} as const satisfies PlaneFamily;
