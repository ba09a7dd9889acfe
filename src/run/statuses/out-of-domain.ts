import type { RunEnding } from "./status.js";

export const outOfDomain = {
  code: 5,
  meaning: "at the edge of where the loss can be computed",
  outcome: "failed",
  colour: "#8A5A00",
  reaches: "the edge of the loss's domain (failed)",
  label: "failed: loss undefined",
  advice: () =>
    "the run has come to the edge of where the loss can be computed; bound it by another domain or a shorter horizon",
} as const satisfies RunEnding;
