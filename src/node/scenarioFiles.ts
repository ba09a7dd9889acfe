import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { ScenarioError } from "../errors.js";
import { builtinScenarios, loadBuiltin } from "../scenario/builtin.js";
import { checkText } from "../scenario/checks.js";
import { type LoadOptions, parseScenario } from "../scenario/load.js";
import type { Scenario } from "../scenario/schema.js";

const EXTENSION = /\.(ya?ml|json)$/i;

/** A hand-written scenario has a few hundred bytes, a figure with a scenario in it some hundred thousand. */
const MAX_BYTES = 1 << 22;

/** Whether a scenario argument means a file: it has a slash or a file extension. */
export function isPath(reference: string): boolean {
  return /[/\\]|\.[A-Za-z0-9]+$/.test(reference);
}

/**
 * Reads a scenario by name or by path.
 *
 * @param reference name of a built-in scenario, or a path; a slash or a file extension makes it a path
 * @throws UsageError    where there is no such name
 * @throws ScenarioError where the file cannot be read or is not valid
 */
export function loadScenario(reference: string, options: LoadOptions): Scenario {
  checkText("reference", reference, "the name or the path of a scenario");
  if (!isPath(reference)) {
    return loadBuiltin(reference, options, "A file is given with its extension or a slash.");
  }
  const name = basename(reference.replaceAll("\\", "/")).replace(EXTENSION, "");
  return parseScenario(readText(reference), { ...options, name, source: reference });
}

/** The text of a file, if it is one: UTF-8 and of reasonable size. */
function readText(path: string): string {
  const fail = (message: string) => new ScenarioError(path, [{ path: "", message }]);
  let bytes: Uint8Array;
  try {
    bytes = readBytes(path);
  } catch (error) {
    throw fail(readingProblem((error as NodeJS.ErrnoException).code, path));
  }
  if (bytes.length > MAX_BYTES) throw fail("larger than 4 MiB; this cannot be a scenario");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fail("not text in UTF-8");
  }
}

/** At most one byte more than allowed, so that a device without end is no trap. */
function readBytes(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    if (fstatSync(file).isDirectory()) throw Object.assign(new Error("directory"), { code: "EISDIR" });
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function readingProblem(code: string | undefined, path: string): string {
  switch (code) {
    case "ENOENT": {
      const name = basename(path).replace(EXTENSION, "");
      const builtin = builtinScenarios().includes(name) ? `; the built-in scenario is called ${name}` : "";
      return `no such file${builtin}`;
    }
    case "EISDIR":
      return "a folder; give the path of a scenario file in it";
    case "EACCES":
    case "EPERM":
      return "cannot be read: permission denied";
    default:
      return `cannot be read (${code ?? "unknown error"})`;
  }
}
