import type { Command } from "commander";
import { BY_HELP } from "../metricHelp.js";
import { onDemand } from "../onDemand.js";
import {
  addMessageOptions,
  addOutputOptions,
  addScenarioOptions,
  type MessageOptions,
  type OutputOptions,
  type ScenarioOptions,
} from "../options.js";
import { writtenFiles } from "../writtenFiles.js";

export type CompareOptions = ScenarioOptions & OutputOptions & MessageOptions & { by: string };

/** Adds `dpo-flow compare` with its options and help. */
export function addCompare(program: Command): void {
  const command = program
    .command("compare")
    .summary("which start, or which loss, converges fastest, and where each ends")
    .description(
      `Simulate scenarios with all their panels and order the runs by a metric: a table on stdout, and in out/comparison: ${writtenFiles("compare")}. Where several runs begin at the same start, the table ends with which of them lifts the preferred probability most and which is fastest.`,
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
    .action(onDemand(async () => (await import("../actions/compare.js")).compareAction));
}
