import { LogError } from "../../errors.js";
import type { Chunks } from "./finding.js";

/** No row of a log is as long as this, in characters. */
export const LONGEST_LINE = 1 << 20;

/**
 * Text line by line, without the line ends.
 *
 * @throws LogError for a line without end, which would have to be held in memory whole
 */
export async function* lines(chunks: Chunks): AsyncGenerator<string> {
  let rest = "";
  let number = 0;
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    number += parts.length;
    yield* parts;
    if (rest.length > LONGEST_LINE) {
      throw new LogError(
        `has a line of more than a million characters, line ${number + 1}; break it into rows`,
      );
    }
  }
  if (rest !== "") yield rest.replace(/\r$/, "");
}
