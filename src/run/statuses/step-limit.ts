import type { RunEnding } from "./status.js";

export const stepLimit = {
  code: 3,
  meaning: "the integrator's steps ran out, or became too short",
  outcome: "failed",
  colour: "#C24A00",
  reaches: "its step limit (failed)",
  label: "failed: steps ran out",
  advice: ({ steps, rejected, maxSteps }) =>
    steps + rejected >= maxSteps - 1
      ? "the step budget ran out; raise maxSteps or loosen tolerance.relative"
      : "no step is short enough to go on; loosen tolerance.relative, or end earlier with a shorter horizon",
} as const satisfies RunEnding;
