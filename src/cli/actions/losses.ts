import { UsageError } from "../../errors.js";
import { losses } from "../../model/losses/registry.js";
import { lossFacts } from "../../model/lossFacts.js";
import { toJson } from "../../render/tables/json.js";
import { didYouMean } from "../../scenario/suggest.js";
import { lossTable, lossText } from "../lossText.js";
import { painter, print } from "../terminal.js";

/** Prints all losses, or explains one. */
export function lossesAction(name: string | undefined, { json }: { json?: boolean }): void {
  if (name === undefined) {
    const all = Object.values(losses).map(lossFacts);
    const width = process.stdout.isTTY ? process.stdout.columns : undefined;
    if (json) process.stdout.write(toJson(all));
    else print(lossTable(all, width));
    return;
  }
  if (!Object.hasOwn(losses, name)) {
    const known = Object.keys(losses);
    const hint = didYouMean(name, known) || `; known: ${known.join(", ")}`;
    throw new UsageError(`unknown loss ${JSON.stringify(name)}${hint}`);
  }
  const facts = lossFacts(losses[name]);
  if (json) process.stdout.write(toJson(facts));
  else print(lossText(facts, painter(process.stdout)));
}
