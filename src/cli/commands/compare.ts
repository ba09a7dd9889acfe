import { join } from "node:path";
import type { Command } from "commander";
import { UsageError } from "../../errors.js";
import type { MetricName } from "../../measure/registry.js";
import { parseFormats } from "../formats.js";
import { BY_HELP, COMPARABLE } from "../metricHelp.js";
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

type CompareOptions = ScenarioOptions & OutputOptions & MessageOptions & { by: string };

/** Adds `dpo-flow compare` with its options and help. */
export function addCompare(program: Command): void {
  const command = program
    .command("compare")
    .summary("which start, or which loss, converges fastest, and where each ends")
    .description(
      "Simulate scenarios with all their panels and order the runs by a metric: a table on stdout, and convergence.* and comparison.csv in out/comparison. Where several runs begin at the same start, the table ends with which of them lifts the preferred probability most and which is fastest.",
    )
    .argument("[scenario...]", "names of built-in scenarios, or files (with extension or slash)")
    .option("--by <metric>", BY_HELP, "extinctionTime");
  addScenarioOptions(command);
  addOutputOptions(command);
  addMessageOptions(command, "the comparison");
  command
    .addHelpText(
      "after",
      `
Examples
  dpo-flow compare sft-quality
  dpo-flow compare weak-sft strong-sft --by timeToMargin
  dpo-flow compare losses --by preferredGain
  dpo-flow compare --start low=0.1,0.1 --start high=0.9,0.9 --format none --json`,
    )
    .action(compareCommand);
}

async function compareCommand(references: string[], options: CompareOptions): Promise<void> {
  const formats = await parseFormats(options.format);
  const [{ compareTable }, { compare }] = await Promise.all([
    import("../compareTable.js"),
    import("../../simulate/compare.js"),
  ]);
  const by = await parseMetric(options.by);
  const { loadScenarios } = await import("../scenarios.js");
  const scenarios = await loadScenarios(references, options);

  const { outputFolder, prepareFolder } = await import("../../node/write.js");
  const folder = join(outputFolder(options.out), "comparison");
  prepareFolder(folder);

  const [
    { countRuns, simulateWithProgress },
    { comparisonFigures },
    { writeFigures },
    { writeTables },
    { toJson },
    { reportFailures },
  ] = await Promise.all([
    import("../simulate.js"),
    import("../figures.js"),
    import("../writeFigures.js"),
    import("../writeTables.js"),
    import("../../render/tables/json.js"),
    import("../failures.js"),
  ]);
  const quiet = options.quiet ?? false;
  const progress = createProgress(await countRuns(scenarios), quiet);
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

async function parseMetric(name: string): Promise<MetricName> {
  const found = COMPARABLE.find((metric) => metric === name);
  if (found) return found;
  const { didYouMean } = await import("../../scenario/suggest.js");
  throw new UsageError(
    `--by: unknown metric ${JSON.stringify(name)}; known: ${COMPARABLE.join(", ")}${didYouMean(name, COMPARABLE)}`,
  );
}
