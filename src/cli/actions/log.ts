import { join } from "node:path";
import { DpoFlowError, UsageError } from "../../errors.js";
import type { TrainingLog } from "../../log/log.js";
import { type LogOptions, SPLITS } from "../../log/readers/toLog.js";
import { describeLog } from "../../log/report/describe.js";
import { reportText } from "../../log/report/report.js";
import { analyseTrainingLog, type LogAnalysis } from "../../log/trainingLog.js";
import { readLogFile } from "../../node/readLogFile.js";
import { packageVersion } from "../../node/version.js";
import { outputFolder, prepareFolder, writeOutput } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import { summariseLogs } from "../../render/tables/trainingLogSummary.js";
import { oneOf } from "../../scenario/oneOf.js";
import { toYaml } from "../../scenario/yaml.js";
import type { LogCommandOptions } from "../commands/log.js";
import { logFigures } from "../figures.js";
import { parseFormats } from "../parseFormats.js";
import { slugs } from "../slug.js";
import { note, noteWritten, print } from "../terminal.js";
import { writeFigures } from "../writeFigures.js";
import { writeTables } from "../writeTables.js";

/** Reads the logs, fits them and writes what came out. */
export async function logAction(references: string[], options: LogCommandOptions): Promise<void> {
  const formats = parseFormats(options.format);
  const each = perFile(references, options);
  const out = outputFolder(options.out);
  const logs = await readAll(references, each);
  const folder = join(out, logs.length === 1 ? slugs([logs[0].name])[0] : "logs");
  prepareFolder(folder);

  const analyses = logs.map(analyseTrainingLog);
  const quiet = options.quiet ?? false;
  if (!quiet && !options.json && options.scenario !== "-") {
    const width = Math.min(process.stdout.columns || 100, 110);
    print(analyses.map((analysis) => reportText(describeLog(analysis), width)).join("\n\n\n"));
  }
  reportFailedFlows(analyses);
  // The numbers first: they survive a figure that cannot be drawn.
  const version = packageVersion();
  const tables = await writeTables("log", { analyses, version }, folder);
  const figures = await writeFigures(logFigures(analyses), folder, formats);
  if (!quiet) noteWritten(folder, [...tables, ...figures]);
  if (options.json) process.stdout.write(toJson(summariseLogs(analyses, version)));
  if (options.scenario !== undefined) {
    writeOutput(options.scenario, scenarioText(analyses[0], options.scenario));
  }
}

/** What the options say about each file. */
function perFile(references: readonly string[], options: LogCommandOptions): LogOptions[] {
  const { beta, split, scenario, json } = options;
  if (references.length === 0) {
    throw new UsageError("no log given; name a file such as trainer_state.json, or - for standard input");
  }
  if (references.filter((reference) => reference === "-").length > 1) {
    throw new UsageError("standard input can be read only once");
  }
  const asked = split === undefined ? {} : { split: oneOf("--split: unknown", split, SPLITS) };
  if (scenario !== undefined && references.length > 1) {
    throw new UsageError("--scenario: a scenario has one kernel, so give one log");
  }
  if (scenario === "-" && json) {
    throw new UsageError("--scenario - and --json would both write to stdout; give one of them a file");
  }
  const betas = beta?.split(",").map((text) => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new UsageError(`--beta: expected a number > 0, got ${JSON.stringify(text)}`);
  });
  if (betas && betas.length > 1 && betas.length !== references.length) {
    throw new UsageError(
      `--beta: ${betas.length} values for ${references.length} files; give one, or one each`,
    );
  }
  return references.map((_, i) => ({
    ...(betas && { beta: betas.length === 1 ? betas[0] : betas[i] }),
    ...asked,
  }));
}

/**
 * Reads all logs before any work begins; logs of one name are numbered.
 *
 * @throws AggregateError of every file's problem, where there are several
 */
async function readAll(
  references: readonly string[],
  options: readonly LogOptions[],
): Promise<TrainingLog[]> {
  const logs: TrainingLog[] = [];
  const taken = new Map<string, number>();
  const errors: DpoFlowError[] = [];
  for (const [i, reference] of references.entries()) {
    try {
      const log = await readLogFile(reference, options[i]);
      const before = taken.get(log.name) ?? 0;
      taken.set(log.name, before + 1);
      logs.push(before > 0 ? { ...log, name: `${log.name} (${before + 1})` } : log);
    } catch (error) {
      if (!(error instanceof DpoFlowError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
  return logs;
}

/** A fitted flow as the text of a scenario file. */
function scenarioText({ log, flow }: LogAnalysis, target: string): string {
  if (!flow) {
    throw new UsageError(
      `--scenario ${target}: nothing to write, because no kernel flow could be fitted to ${log.name}; the report says why`,
    );
  }
  const { name, ...data } = flow.scenario;
  return `# ${name.replace(/\p{Cc}/gu, " ")}\n${toYaml(data)}`;
}

/** Says what to try where a fitted flow could not be followed to its end. */
function reportFailedFlows(analyses: readonly LogAnalysis[]): void {
  for (const { log, flow } of analyses) {
    if (flow?.run.advice === undefined) continue;
    process.exitCode = 1;
    note(`failed: ${log.name}: the fitted flow: ${flow.run.status}: ${flow.run.advice}`);
  }
}
