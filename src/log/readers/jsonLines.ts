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

/** One JSON object a line. */
export const jsonLines: LogFormat = {
  name: "JSON Lines",
  extensions: [".jsonl", ".ndjson"],
  async *read(chunks) {
    for await (const line of lines(chunks)) {
      if (line.trim() === "") continue;
      const cells = parseObject(line);
      yield cells ? { kind: "row", cells } : { kind: "broken" };
    }
  },
};
