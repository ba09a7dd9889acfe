import type { Run } from "../simulate/run.js";
import { magnitude } from "./table.js";

/** One line on how far the runs are from the margin clock, the exact way to compute them. */
export function accuracyText(runs: readonly Pick<Run, "check">[]): string {
  const errors = runs.flatMap(({ check }) => check.clockError ?? []);
  if (errors.length === 0) return `${runs.length} runs; no exact clock is known for this loss and geometry`;
  const known =
    errors.length === runs.length ? `${runs.length} runs` : `${errors.length} of ${runs.length} runs`;
  return `${known} beside the exact margin clock: relative error in time at most ${magnitude(Math.max(...errors))}`;
}
