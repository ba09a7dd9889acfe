import type { Command } from "commander";
import { onDemand } from "../onDemand.js";
import { addMessageOptions, addOutputOptions } from "../options.js";

/** Adds `dpo-flow merge` with its options and help. */
export function addMerge(program: Command): void {
  const command = program
    .command("merge")
    .summary("join the parts of a sweep")
    .description(
      "Join the parts that `dpo-flow sweep --shard i/n` has written, all n of them in any order, into exactly the files that one run writes, in out/sweep-<scenario>.",
    )
    .argument("<part...>", "files, such as out/sweep-weak-sft/part-*-of-3.part");
  addOutputOptions(command);
  addMessageOptions(command, "the summary");
  command
    .addHelpText(
      "after",
      `
Parts must come from the same sweep: same scenario, options and version of dpo-flow. Mismatched, missing and
duplicate parts are errors, and nothing is written.

Example
  for i in 1 2 3; do dpo-flow sweep weak-sft --shard $i/3; done
  dpo-flow merge out/sweep-weak-sft/part-*-of-3.part`,
    )
    .action(onDemand(async () => (await import("../actions/merge.js")).mergeAction));
}
