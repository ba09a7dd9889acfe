import { describeLog } from "../../log/report/describe.js";
import { summariseLog } from "../../log/summary.js";
import type { LogAnalysis } from "../../log/trainingLog.js";
import { toJson } from "./json.js";
import type { OutputTable } from "./outputTable.js";

/**
 * What `log` gives in brief: an object, or a list of them for several logs.
 *
 * @param version of this package
 */
export function summariseLogs(analyses: readonly LogAnalysis[], version: string) {
  const summaries = analyses.map((analysis) => summariseLog(analysis, describeLog(analysis), version));
  return summaries.length === 1 ? summaries[0] : summaries;
}

/** What was read, fitted and found of training logs. */
export const trainingLogSummary: OutputTable<{ analyses: readonly LogAnalysis[]; version: string }> = {
  files: ["summary.json"],
  holds: "how the log was read, what it shows, what was fitted, and the report in words",
  write: ({ analyses, version }) => [["summary.json", toJson(summariseLogs(analyses, version))]],
};
