import type { RunEnding } from "./status.js";

export const horizon = {
  code: 2,
  meaning: "still moving when its time was up",
  outcome: "cut",
  colour: "#DADDE2",
  reaches: "the horizon",
  label: "still moving",
} as const satisfies RunEnding;
