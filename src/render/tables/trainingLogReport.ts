import { describeLog } from "../../log/report/describe.js";
import { reportMarkdown } from "../../log/report/report.js";
import type { LogAnalysis } from "../../log/trainingLog.js";
import type { OutputTable } from "./outputTable.js";

/** What training logs show, in words. */
export const trainingLogReport: OutputTable<{ analyses: readonly LogAnalysis[] }> = {
  files: ["report.md"],
  holds: "the report, in Markdown",
  write: ({ analyses }) => [
    ["report.md", analyses.map((analysis) => reportMarkdown(describeLog(analysis))).join("\n")],
  ],
};
