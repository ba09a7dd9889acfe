/**
 * What holds where a scenario is silent. Parameters of the loss and the geometry have the defaults of their
 * family.
 */
export const DEFAULTS = {
  loss: { name: "dpo" },
  reference: { preferred: 1, dispreferred: 1 },
  geometry: { name: "ratio" },
  domain: "box",
  horizon: 1000,
  maxSteps: 10_000,
  tolerance: { relative: 1e-9, absolute: 1e-12 },
  sample: { points: 200 },
  targets: { margin: 1, loss: 0.5 },
  figure: { plane: "ratio" },
} as const;
