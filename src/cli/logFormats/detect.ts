import { LogError } from "../../errors.js";
import { csv, delimiterOf, headerOf } from "./csv.js";
import type { LogFormat } from "./finding.js";
import { jsonLines, parseObject } from "./jsonLines.js";
import { isDelimiterRow, markdown } from "./markdown.js";
import { trainerState } from "./trainerState.js";

/** Every format that can be read. A new one is one file and its line here, and a test of its look below. */
export const LOG_FORMATS: readonly LogFormat[] = [trainerState, markdown, csv, jsonLines];

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
 * The format of a log, by its first lines; its name does not count.
 *
 * @param head  the beginning of the file, long enough to hold the first row
 * @param whole whether that is all of it
 * @throws LogError where it looks like none
 */
export function detectFormat(head: string, whole: boolean): LogFormat {
  if (head.trim() === "") throw new LogError("is empty");
  const mistaken = MISTAKEN.find(([look]) => look.test(head));
  if (mistaken) throw new LogError(mistaken[1]);
  if (/^\s*[{[]/.test(head)) {
    const [first = "", ...others] = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
    const object = parseObject(first);
    // A document on one line has its rows inside; a line among others is a row.
    const isRow = object !== undefined && !("log_history" in object);
    return isRow && (others.length > 0 || whole) ? jsonLines : trainerState;
  }
  if (head.split(/\r\n|\n|\r/).some(isDelimiterRow)) return markdown;
  if (delimiterOf(headerOf(head)) !== undefined) return csv;
  throw new LogError(
    `is none of what can be read: ${LOG_FORMATS.map(({ name }) => name).join(", ")}; it begins with ${JSON.stringify(head.trimStart().slice(0, 40))}`,
  );
}
