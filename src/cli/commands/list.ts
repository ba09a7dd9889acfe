import type { Command } from "commander";
import { onDemand } from "../onDemand.js";

/** Adds `dpo-flow list` with its options and help. */
export function addList(program: Command): void {
  program
    .command("list")
    .summary("the built-in scenarios")
    .description("List the built-in scenarios by name and title.")
    .option("--json", "print them as JSON, with description, source and number of starts")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow list
  dpo-flow list --json | jq -r '.[].name'`,
    )
    .action(onDemand(async () => (await import("../actions/list.js")).listAction));
}
