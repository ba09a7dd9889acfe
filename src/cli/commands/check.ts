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

export type CheckOptions = ScenarioOptions & OutputOptions & MessageOptions;

/** Its starts lie in every corner of the plane. */
const DEFAULT_SCENARIO = "sft-quality";

/** Adds `dpo-flow check` with its options and help. */
export function addCheck(program: Command): void {
  const command = program
    .command("check")
    .summary("measure the claims of arXiv:2404.04626")
    .description(
      `Measure each claim of arXiv:2404.04626 about the plane of a scenario (its loss, geometry, domain and reference), on a grid and along runs, for β = 0.1, 0.3, 0.5, 1.5 and the scenario's own: where it holds, where it fails, and the worst counterexample. Writes, in out: ${writtenFiles("check")}.`,
    )
    .argument(
      "[scenario]",
      "name of a built-in scenario, or a file (with extension or slash)",
      DEFAULT_SCENARIO,
    );
  addScenarioOptions(command);
  addOutputOptions(command);
  addMessageOptions(command, "the verdicts");
  command
    .addHelpText(
      "after",
      `
A verdict is what comes out of the measurement, so it changes with the loss and the geometry; it does not
change the exit status.

Examples
  dpo-flow check
  dpo-flow check --set loss.name=ipo
  dpo-flow check sft-quality --set geometry.name=log-ratio --format none
  dpo-flow check --json | jq '.panels[].claims[] | {id, verdict}'`,
    )
    .action(onDemand(async () => (await import("../actions/check.js")).checkAction));
}
