import type { SweepResult } from "../../sweep/results.js";
import type { SweepReview } from "../../sweep/review.js";
import { summariseSweep } from "../../sweep/summary.js";
import { toJson } from "./json.js";
import type { OutputTable } from "./outputTable.js";

/** A sweep in brief. */
export const sweepSummary: OutputTable<{
  result: SweepResult;
  review: SweepReview;
  version: string;
}> = {
  files: ["summary.json"],
  holds: "settings, cells per status, range of each metric",
  write: ({ result, review, version }) => [["summary.json", toJson(summariseSweep(result, review, version))]],
};
