import type { RunEnding } from "./status.js";

export const extinct = {
  code: 0,
  meaning: "a response has reached zero and nothing moves any more",
  outcome: "over",
  colour: "#B9D2E8",
  reaches: "extinction",
  label: "extinct",
} as const satisfies RunEnding;
