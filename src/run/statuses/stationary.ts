import type { RunEnding } from "./status.js";

export const stationary = {
  code: 1,
  meaning: "at a rest point",
  outcome: "over",
  colour: "#F2D9B8",
  reaches: "rest",
  label: "at rest",
} as const satisfies RunEnding;
