import type { Command } from "commander";
import { onDemand } from "../onDemand.js";
import { addScenarioOptions, type ScenarioOptions } from "../options.js";

export type ShowOptions = ScenarioOptions & { json?: boolean };

/** Adds `dpo-flow show` with its options and help. */
export function addShow(program: Command): void {
  const command = program
    .command("show")
    .summary("a scenario with every default filled in")
    .description(
      "Print a scenario as it will be run, every default filled in. The output is itself a scenario file.",
    )
    .argument("<scenario>", "name of a built-in scenario, or a file (with extension or slash)");
  addScenarioOptions(command);
  command
    .option("--json", "print JSON instead of YAML")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow show weak-sft
  dpo-flow show weak-sft --set loss.beta=0.3 > mine.yaml`,
    )
    .action(onDemand(async () => (await import("../actions/show.js")).showAction));
}
