import type { Command } from "commander";
import { onDemand } from "../onDemand.js";

/** Adds `dpo-flow validate` with its options and help. */
export function addValidate(program: Command): void {
  program
    .command("validate")
    .summary("check scenario files without running them")
    .description("Check scenario files and list every problem with its path. Ends with 2 if there is one.")
    .argument("<file...>", "scenario files, or names of built-in scenarios")
    .option("--json", "print the verdicts as JSON to stdout")
    .option("-q, --quiet", "print problems only")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow validate mine.yaml
  dpo-flow validate *.yaml --json | jq '.[] | select(.valid | not)'`,
    )
    .action(onDemand(async () => (await import("../actions/validate.js")).validateAction));
}
