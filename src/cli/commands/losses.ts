import type { Command } from "commander";
import { UsageError } from "../../errors.js";
import { print } from "../terminal.js";

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
    .action(showLosses);
}

async function showLosses(name: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const [{ losses }, { lossFacts }, { lossTable, lossText }, { toJson }, { painter }] = await Promise.all([
    import("../../model/losses/registry.js"),
    import("../../model/lossFacts.js"),
    import("../lossText.js"),
    import("../../render/tables/json.js"),
    import("../terminal.js"),
  ]);
  if (name === undefined) {
    const all = Object.values(losses).map(lossFacts);
    const width = process.stdout.isTTY ? process.stdout.columns : undefined;
    if (json) process.stdout.write(toJson(all));
    else print(lossTable(all, width));
    return;
  }
  if (!Object.hasOwn(losses, name)) {
    const { didYouMean } = await import("../../scenario/suggest.js");
    const known = Object.keys(losses);
    const hint = didYouMean(name, known) || `; known: ${known.join(", ")}`;
    throw new UsageError(`unknown loss ${JSON.stringify(name)}${hint}`);
  }
  const facts = lossFacts(losses[name]);
  if (json) process.stdout.write(toJson(facts));
  else print(lossText(facts, painter(process.stdout)));
}
