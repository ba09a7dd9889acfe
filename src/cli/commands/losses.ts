import type { Command } from "commander";
import { onDemand } from "../onDemand.js";

/** Adds `dpo-flow losses` with its options and help. */
export function addLosses(program: Command): void {
  program
    .command("losses")
    .summary("the losses a scenario may name; with a name, one of them explained")
    .description(
      "List every loss with its formula, defaults, rest point and source; or explain one: what its parameters mean and may be, where it comes to rest, and a scenario to begin with.",
    )
    .argument("[name]", "the loss to explain")
    .option("--json", "print the same as JSON to stdout")
    .addHelpText(
      "after",
      `
m = r1 − r2 is the margin, r1 = log x1, r2 = log x2, σ the logistic function, π = x·π_ref.

Examples
  dpo-flow losses
  dpo-flow losses cdpo
  dpo-flow losses --json | jq '.[] | select(.margin) | .name'`,
    )
    .action(onDemand(async () => (await import("../actions/losses.js")).lossesAction));
}
