import type { Command } from "commander";
import { UsageError } from "../../errors.js";
import { parseFormats } from "../formats.js";
import { addMessageOptions, addOutputOptions, type MessageOptions, type OutputOptions } from "../options.js";

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
    .action(merge);
}

async function merge(paths: string[], options: OutputOptions & MessageOptions): Promise<void> {
  const formats = await parseFormats(options.format);
  const [{ decodePart, joinParts }, { readFileSync }] = await Promise.all([
    import("../../node/sweepPart.js"),
    import("node:fs"),
  ]);
  function* parts() {
    for (const name of paths) {
      yield { name, part: asUsage(name, () => decodePart(read(readFileSync, name))) };
    }
  }
  const result = asUsage("merge", () => joinParts(parts()));

  const { outputFolder, prepareFolder } = await import("../../node/write.js");
  const { SWEEP_FILES, sweepFolder, writeSweep } = await import("../sweepFiles.js");
  const { scenario, panel } = result.plan;
  const folder = sweepFolder(outputFolder(options.out), scenario, panel, [panel]);
  prepareFolder(folder, SWEEP_FILES);
  const summary = await writeSweep(result, folder, formats, options);
  if (!options.json) return;
  const { toJson } = await import("../../render/tables/json.js");
  process.stdout.write(toJson(summary));
}

/** What is wrong with the parts is for the user to mend. */
function asUsage<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${what}: ${error.message}`);
    throw error;
  }
}

function read(readFile: (path: string) => Uint8Array, path: string): Uint8Array {
  try {
    return readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: "no such file",
      EISDIR: "a folder; give the parts in it",
    };
    throw new RangeError(reasons[code ?? ""] ?? `cannot be read (${code ?? "unknown error"})`);
  }
}
