import { join } from "node:path";
import { UsageError } from "../../errors.js";
import { packageVersion } from "../../node/version.js";
import { outputFolder, prepareFolder } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import { summarise } from "../../render/tables/runSummary.js";
import { builtinScenarios } from "../../scenario/builtin.js";
import type { RunOptions } from "../commands/run.js";
import { reportFailures } from "../failures.js";
import { resultFigures } from "../figures.js";
import { parseFormats } from "../parseFormats.js";
import { createProgress } from "../progress.js";
import { runTable } from "../runTable.js";
import { loadScenarios } from "../scenarios.js";
import { countRuns, simulateWithProgress } from "../simulate.js";
import { noteWritten, print } from "../terminal.js";
import { writeFigures } from "../writeFigures.js";
import { writeTables } from "../writeTables.js";

/** Simulates each scenario and writes its tables and figures. */
export async function runAction(references: string[], options: RunOptions): Promise<void> {
  const formats = parseFormats(options.format);
  const names = options.all ? everyName(references) : references;
  const scenarios = loadScenarios(names, options);

  const out = outputFolder(options.out);
  const folders = scenarios.map(({ name }) => join(out, name));
  for (const folder of folders) prepareFolder(folder);

  const quiet = options.quiet ?? false;
  const progress = createProgress(countRuns(scenarios), quiet);
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

function everyName(references: readonly string[]): string[] {
  if (references.length > 0) {
    throw new UsageError(`--all runs every built-in scenario; leave out ${references.join(", ")}`);
  }
  return builtinScenarios();
}
