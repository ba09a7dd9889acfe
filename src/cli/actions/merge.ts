import { readFileSync } from "node:fs";
import { UsageError } from "../../errors.js";
import { decodePart, joinParts } from "../../node/sweepPart.js";
import { outputFolder, prepareFolder } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import type { MessageOptions, OutputOptions } from "../options.js";
import { parseFormats } from "../parseFormats.js";
import { SWEEP_FILES, sweepFolder, writeSweep } from "../sweepFiles.js";

/** Joins the parts and writes what one run writes. */
export async function mergeAction(paths: string[], options: OutputOptions & MessageOptions): Promise<void> {
  const formats = parseFormats(options.format);
  function* parts() {
    for (const name of paths) {
      yield { name, part: asUsage(name, () => decodePart(read(name))) };
    }
  }
  const result = asUsage("merge", () => joinParts(parts()));

  const { scenario, panel } = result.plan;
  const folder = sweepFolder(outputFolder(options.out), scenario, panel, [panel]);
  prepareFolder(folder, SWEEP_FILES);
  const summary = await writeSweep(result, folder, formats, options);
  if (options.json) process.stdout.write(toJson(summary));
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

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = {
      ENOENT: "no such file",
      EISDIR: "a folder; give the parts in it",
    };
    throw new RangeError(reasons[code ?? ""] ?? `cannot be read (${code ?? "unknown error"})`);
  }
}
