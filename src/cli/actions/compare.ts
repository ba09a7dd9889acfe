import { join } from "node:path";
import { outputFolder, prepareFolder } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import { oneOf } from "../../scenario/oneOf.js";
import { compare } from "../../simulate/compare.js";
import type { CompareOptions } from "../commands/compare.js";
import { compareTable } from "../compareTable.js";
import { reportFailures } from "../failures.js";
import { comparisonFigures } from "../figures.js";
import { COMPARABLE } from "../metricHelp.js";
import { parseFormats } from "../parseFormats.js";
import { createProgress } from "../progress.js";
import { loadScenarios } from "../scenarios.js";
import { countRuns, simulateWithProgress } from "../simulate.js";
import { noteWritten, print } from "../terminal.js";
import { writeFigures } from "../writeFigures.js";
import { writeTables } from "../writeTables.js";

/** Simulates, orders the runs and writes the comparison. */
export async function compareAction(references: string[], options: CompareOptions): Promise<void> {
  const formats = parseFormats(options.format);
  const by = oneOf("--by: unknown metric", options.by, COMPARABLE);
  const scenarios = loadScenarios(references, options);

  const folder = join(outputFolder(options.out), "comparison");
  prepareFolder(folder);

  const quiet = options.quiet ?? false;
  const progress = createProgress(countRuns(scenarios), quiet);
  const results = [];
  for (const scenario of scenarios) results.push(await simulateWithProgress(scenario, progress));
  progress.clear();
  const comparison = compare(results, by);
  if (!quiet && !options.json) print(compareTable(comparison));
  results.forEach(reportFailures);
  const tables = await writeTables("compare", { comparison }, folder);
  const figures = await writeFigures(comparisonFigures(comparison, scenarios), folder, formats);
  if (!quiet) noteWritten(folder, [...tables, ...figures]);
  if (options.json) process.stdout.write(toJson(comparison));
}
