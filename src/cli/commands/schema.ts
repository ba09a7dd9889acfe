import type { Command } from "commander";
import { onDemand } from "../onDemand.js";

/** Adds `dpo-flow schema` with its options and help. */
export function addSchema(program: Command): void {
  program
    .command("schema")
    .summary("the JSON Schema of scenario files")
    .description("Print the JSON Schema of scenario files, for editors and other tools.")
    .option("-o, --out <file>", 'file to write, or "-" for stdout', "-")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow schema -o schema.json
  then, as the first line of a scenario, for editors that speak yaml-language-server:
  # yaml-language-server: $schema=./schema.json`,
    )
    .action(onDemand(async () => (await import("../actions/schema.js")).schemaAction));
}
