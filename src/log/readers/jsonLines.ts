import type { Cells, LogFormat } from "./finding.js";
import { lines } from "./lines.js";
import { quoteNonNumbers } from "./pythonNumbers.js";

/** The object that a line of JSON holds, or undefined where it holds none. */
export function parseObject(line: string): Cells | undefined {
  try {
    // The space ends a last word.
    const value: unknown = JSON.parse(quoteNonNumbers()(`${line} `));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Cells)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text begins as JSON does. */
export const looksLikeJson = (head: string): boolean => /^\s*[{[]/.test(head);

/**
 * Whether a JSON text is rows rather than one document: then it has an object a line, though the first may be
 * broken.
 */
export function isRows(head: string): boolean {
  const [first = "", ...others] = head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const object = parseObject(first);
  if (object) return !("log_history" in object) && others.length > 0;
  return /^\s*\{/.test(head) && !head.includes('"log_history"') && others.some(parseObject);
}

/** One JSON object a line. */
export const jsonLines: LogFormat = {
  name: "JSON Lines",
  called: "JSON Lines",
  extensions: [".jsonl", ".ndjson"],
  unlabelled: "train",
  recognises: (head) => looksLikeJson(head) && isRows(head),
  async *read(chunks) {
    let number = 0;
    for await (const line of lines(chunks)) {
      number++;
      if (line.trim() === "") continue;
      const cells = parseObject(line);
      const at = `line ${number}`;
      yield cells ? { kind: "row", cells, at } : { kind: "broken", at };
    }
  },
};
