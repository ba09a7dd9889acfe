import type { LogAnalysis } from "../../log/trainingLog.js";
import type { Comparison } from "../../simulate/compare.js";
import type { Result } from "../../simulate/run.js";
import type { SweepResult } from "../../sweep/results.js";
import type { SweepReview } from "../../sweep/review.js";
import { type ClaimsSection, claimsReport } from "./claimsReport.js";
import { comparison } from "./comparison.js";
import { type Content, fileLabel, type OutputTable } from "./outputTable.js";
import { runSummary } from "./runSummary.js";
import { sweep } from "./sweep.js";
import { sweepArrays } from "./sweepArrays.js";
import { sweepSummary } from "./sweepSummary.js";
import { trainingLog } from "./trainingLog.js";
import { trainingLogReport } from "./trainingLogReport.js";
import { trainingLogSummary } from "./trainingLogSummary.js";
import { trajectories } from "./trajectories.js";

/** What tables are made from, by the command that writes them. `version` is that of this package. */
export interface TableSubjects {
  run: { result: Result; version: string };
  compare: { comparison: Comparison };
  sweep: { result: SweepResult; review: SweepReview; version: string };
  log: { analyses: readonly LogAnalysis[]; version: string };
  check: { sections: readonly ClaimsSection[] };
}

/** The tables that each command writes, in this order. A new one is one file and its place here. */
export const TABLES = {
  run: [runSummary, trajectories],
  compare: [comparison],
  sweep: [sweepSummary, sweep, sweepArrays],
  log: [trainingLogReport, trainingLogSummary, trainingLog],
  check: [claimsReport],
} as const satisfies { [Source in keyof TableSubjects]: readonly OutputTable<TableSubjects[Source]>[] };

const tables: { [Source in keyof TableSubjects]: readonly OutputTable<TableSubjects[Source]>[] } = TABLES;

/**
 * Every table that a command writes, by file name. Large ones come in pieces that are made as they are asked
 * for.
 *
 * @param source  the command: `run`, `compare`, `sweep`, `log` or `check`
 * @param subject what they are made from
 * @example
 * ```js
 * import { loadScenario, simulate, tableFiles } from "dpo-flow";
 *
 * const files = tableFiles("run", { result: simulate(loadScenario("weak-sft")), version: "mine" });
 * console.log([...files.keys()].join());
 * // summary.json,trajectories.csv
 * ```
 */
export function tableFiles<Source extends keyof TableSubjects>(
  source: Source,
  subject: TableSubjects[Source],
): Map<string, Content> {
  return new Map(tables[source].flatMap((table) => [...table.write(subject)]));
}

/** What help calls the files of a command, one name for each of its tables. */
export const tableLabels = (source: keyof TableSubjects): string[] => tables[source].map(fileLabel);

/** Names of all files that the tables of a command may come in. */
export const tableNames = (source: keyof TableSubjects): string[] =>
  tables[source].flatMap(({ files }) => files);
