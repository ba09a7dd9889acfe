import type { Command } from "commander";
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

export type RunOptions = ScenarioOptions & OutputOptions & MessageOptions & { all?: boolean };

/** Adds `dpo-flow run` with its options and help. */
export function addRun(program: Command): void {
  const command = program
    .command("run")
    .summary("simulate scenarios, write tables and figures")
    .description(
      `Simulate scenarios and write for each, in out/<scenario>: ${writtenFiles("run")} (one for each panel where the scenario varies something).`,
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
    .action(onDemand(async () => (await import("../actions/run.js")).runAction));
}
