import { join } from "node:path";
import type { Command } from "commander";
import { DpoFlowError, UsageError } from "../../errors.js";
import type { TrainingLog } from "../../log/log.js";
import type { LogOptions } from "../../log/readers/toLog.js";
import type { LogAnalysis } from "../../log/trainingLog.js";
import { packageVersion } from "../../node/version.js";
import { type Format, parseFormats } from "../formats.js";
import { addMessageOptions, addOutputOptions, type MessageOptions, type OutputOptions } from "../options.js";
import { note, noteWritten, print } from "../terminal.js";

type LogCommandOptions = OutputOptions &
  MessageOptions & { beta?: string; split?: string; scenario?: string };

/** Adds `dpo-flow log` with its options and help. */
export function addLog(program: Command): void {
  const command = program
    .command("log")
    .summary("lay a training log on the plane: why does rewards/chosen go down?")
    .description(
      "Read the rewards of DPO training logs, fit the line and the kernel flow they follow, and say in words what happened. Writes, in out/<name> (several logs: out/logs): report.md, summary.json, log.csv, training-log.* and time-series.*",
    )
    .argument("[file...]", "trainer_state.json, a model card, CSV or JSON Lines; - for standard input")
    .option(
      "--beta <number>",
      "β of the run, or one per file: 0.1,0.05; read from the file where it is there",
    )
    .option("--split <name>", "values to read, eval or train; default: eval where there are any")
    .option("--scenario <file>", "write the fitted flow as a scenario for run; - for stdout");
  addOutputOptions(command);
  addMessageOptions(command, "the summary");
  command
    .addHelpText(
      "after",
      `
Examples
  dpo-flow log checkpoint-500/trainer_state.json --beta 0.1
  dpo-flow log README.md --beta 0.05 --split eval
  dpo-flow log first.csv second.csv --beta 0.1,0.05 -o figures
  dpo-flow log run.jsonl --beta 0.1 --scenario fitted.yaml && dpo-flow run fitted.yaml
  cat log.csv | dpo-flow log - --beta 0.1 --format none --json | jq .fit.rhoMin`,
    )
    .action(logCommand);
}

async function logCommand(references: string[], options: LogCommandOptions): Promise<void> {
  const formats = await parseFormats(options.format);
  const each = perFile(references, options);
  const { outputFolder, prepareFolder, writeOutput } = await import("../../node/write.js");
  const out = outputFolder(options.out);
  const logs = await readAll(references, each);
  const { slugs } = await import("../slug.js");
  const folder = join(out, logs.length === 1 ? slugs([logs[0].name])[0] : "logs");
  prepareFolder(folder);

  const [
    { analyseTrainingLog },
    { describeLog },
    { reportText },
    { writeTables },
    { summariseLogs },
    { toJson },
  ] = await Promise.all([
    import("../../log/trainingLog.js"),
    import("../../log/report/describe.js"),
    import("../../log/report/report.js"),
    import("../writeTables.js"),
    import("../../render/tables/trainingLogSummary.js"),
    import("../../render/tables/json.js"),
  ]);
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
  const figures = formats.length > 0 ? await drawn(analyses, folder, formats) : [];
  if (!quiet) noteWritten(folder, [...tables, ...figures]);
  if (options.json) process.stdout.write(toJson(summariseLogs(analyses, version)));
  if (options.scenario !== undefined) {
    writeOutput(options.scenario, await scenarioText(analyses[0], options.scenario));
  }
}

async function drawn(
  analyses: readonly LogAnalysis[],
  folder: string,
  formats: readonly Format[],
): Promise<string[]> {
  const [{ logFigures }, { writeFigures }] = await Promise.all([
    import("../figures.js"),
    import("../writeFigures.js"),
  ]);
  return writeFigures(logFigures(analyses), folder, formats);
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
  if (split !== undefined && split !== "eval" && split !== "train") {
    throw new UsageError(`--split: expected eval or train, got ${JSON.stringify(split)}`);
  }
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
    ...(split !== undefined && { split: split as "eval" | "train" }),
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
  const { readLogFile } = await import("../../node/readLogFile.js");
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
async function scenarioText({ log, flow }: LogAnalysis, target: string): Promise<string> {
  if (!flow) {
    throw new UsageError(
      `--scenario ${target}: nothing to write, because no kernel flow could be fitted to ${log.name}; the report says why`,
    );
  }
  const { name, ...data } = flow.scenario;
  const { toYaml } = await import("../../scenario/yaml.js");
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
