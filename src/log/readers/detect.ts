import { LogError } from "../../errors.js";
import { hasRewards } from "./columns.js";
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
 * @param name  of the file, for text that could be anything
 * @throws LogError where it looks like none
 */
export function detectFormat(head: string, name: string): LogFormat {
  if (head.trim() === "") throw new LogError("is empty");
  const mistaken = MISTAKEN.find(([look]) => look.test(head));
  if (mistaken) throw new LogError(mistaken[1]);
  if (/^\s*[{[]/.test(head)) {
    const [first = "", ...others] = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
    const object = parseObject(first);
    // A document on one line has its rows inside; a line among others is a row, even after one that is broken.
    if (object) return "log_history" in object || others.length === 0 ? trainerState : jsonLines;
    const isLines = /^\s*\{/.test(head) && !head.includes('"log_history"') && others.some(parseObject);
    return isLines ? jsonLines : trainerState;
  }
  if (head.split(/\r\n|\n|\r/).some(isDelimiterRow)) return markdown;
  const header = headerOf(head);
  const delimiter = delimiterOf(header);
  if (/\.(md|markdown)$/i.test(name) && !hasRewards(header.split(delimiter ?? ","))) {
    throw new LogError("has no table; a log in Markdown is a table with columns such as Rewards/chosen");
  }
  if (delimiter !== undefined) return csv;
  throw new LogError(
    `is none of what can be read: ${LOG_FORMATS.map(({ name }) => name).join(", ")}; it begins with ${JSON.stringify(head.trimStart().slice(0, 40))}`,
  );
}
