import type { RunEnding } from "./status.js";

export const nonFinite = {
  code: 4,
  meaning: "the field is not finite",
  outcome: "failed",
  colour: "#A3407F",
  reaches: "a number that is not finite (failed)",
  label: "failed: not finite",
  advice: () =>
    "the vector field is not finite here; move the start away from the axes or change the loss parameters",
} as const satisfies RunEnding;
