import { LogError } from "../../errors.js";
import type { LogFormat } from "./finding.js";
import { LOG_FORMATS, promisedBy } from "./registry.js";

/** Files that are often given by mistake, by how they begin. */
const MISTAKEN: readonly [RegExp, string][] = [
  [/^version https:\/\/git-lfs/, "is a Git LFS pointer and not the file itself; run git lfs pull"],
  [/^\s*<(!doctype|html|\?xml)/i, "is a web page (HTML) and not a log; download the raw file"],
  [
    /^\s*\{\s*'/,
    "holds Python dictionaries, not JSON; trainer_state.json in the run's folder has the same rows",
  ],
];

/**
 * The format of a log, by its first lines; its name counts only where these could be anything.
 *
 * @param head the beginning of the text, long enough to hold the first row
 * @param name of the file
 * @throws LogError where it looks like none
 */
export function detectFormat(head: string, name: string): LogFormat {
  if (head.trim() === "") throw new LogError("is empty; give the log that a training run has written");
  const mistaken = MISTAKEN.find(([look]) => look.test(head));
  if (mistaken) throw new LogError(mistaken[1]);
  const found = LOG_FORMATS.find((format) => format.recognises(head, name));
  if (found) return found;
  throw new LogError(
    promisedBy(name)?.absent ??
      `is none of what can be read: ${LOG_FORMATS.map((format) => format.name).join(", ")}; it begins with ${JSON.stringify(head.trimStart().slice(0, 40))}`,
  );
}
