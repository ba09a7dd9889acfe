import { join } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../../errors.js";
import { packageVersion } from "../../node/version.js";
import { parseFormats } from "../formats.js";
import {
  addMessageOptions,
  addOutputOptions,
  addScenarioOptions,
  type MessageOptions,
  type OutputOptions,
  type ScenarioOptions,
} from "../options.js";
import { createProgress } from "../progress.js";
import { noteWritten, print } from "../terminal.js";

type RunOptions = ScenarioOptions & OutputOptions & MessageOptions & { all?: boolean };

/** Adds `dpo-flow run` with its options and help. */
export function addRun(program: Command): void {
  const command = program
    .command("run")
    .summary("simulate scenarios, write tables and figures")
    .description(
      "Simulate scenarios and write for each, in out/<scenario>: summary.json, trajectories.csv, phase-plane.* and time-series.* (one of each per panel where the scenario varies something).",
    )
    .argument("[scenario...]", "names of built-in scenarios, or files (with extension or slash)")
    .option("--all", "run every built-in scenario");
  addScenarioOptions(command);
  addOutputOptions(command);
  addMessageOptions(command, "the summary");
  command
    .addHelpText(
      "after",
      `
Examples
  dpo-flow run weak-sft both-high
  dpo-flow run weak-sft --set loss.beta=0.3 --set tolerance.relative=1e-12 -o strict
  dpo-flow run --start mine=0.3,0.2 --start yours=0.5,0.1 --set domain=simplex
  dpo-flow run ./mine.yaml --set 'vary.loss.beta=[0.1, 0.5, 1]'
  dpo-flow run sft-quality --format none --json | jq '.panels[].runs[].metrics.extinctionTime'`,
    )
    .action(run);
}

async function run(references: string[], options: RunOptions): Promise<void> {
  const formats = await parseFormats(options.format);
  const names = options.all ? await everyName(references) : references;
  const { loadScenarios } = await import("../scenarios.js");
  const scenarios = await loadScenarios(names, options);

  const { outputFolder, prepareFolder } = await import("../../node/write.js");
  const out = outputFolder(options.out);
  const folders = scenarios.map(({ name }) => join(out, name));
  for (const folder of folders) prepareFolder(folder);

  const [
    { countRuns, simulateWithProgress },
    { resultFigures },
    { writeFigures },
    { writeTables },
    { summarise },
    { toJson },
    { runTable },
    { reportFailures },
  ] = await Promise.all([
    import("../simulate.js"),
    import("../figures.js"),
    import("../writeFigures.js"),
    import("../writeTables.js"),
    import("../../render/tables/runSummary.js"),
    import("../../render/tables/json.js"),
    import("../runTable.js"),
    import("../failures.js"),
  ]);
  const quiet = options.quiet ?? false;
  const progress = createProgress(await countRuns(scenarios), quiet);
  const summaries = [];
  for (const [i, scenario] of scenarios.entries()) {
    const result = await simulateWithProgress(scenario, progress);
    const version = packageVersion();
    summaries.push(summarise(result, version));
    progress.clear();
    if (!quiet && !options.json) print(runTable(result));
    reportFailures(result);
    // The numbers first: they survive a figure that cannot be drawn.
    const tables = await writeTables("run", { result, version }, folders[i]);
    const figures = await writeFigures(resultFigures(result), folders[i], formats);
    if (!quiet) noteWritten(folders[i], [...tables, ...figures]);
  }
  if (options.json) process.stdout.write(toJson(summaries.length === 1 ? summaries[0] : summaries));
}

async function everyName(references: readonly string[]): Promise<string[]> {
  if (references.length > 0) {
    throw new UsageError(`--all runs every built-in scenario; leave out ${references.join(", ")}`);
  }
  const { builtinScenarios } = await import("../../scenario/builtin.js");
  return builtinScenarios();
}
