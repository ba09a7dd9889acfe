import { hasRewards } from "./columns.js";
import type { LogFormat } from "./finding.js";
import { looksLikeJson } from "./jsonLines.js";
import { lines } from "./lines.js";
import { statedBeta } from "./statedBeta.js";

const DELIMITER_ROW = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$/;

/** Whether a line parts the head of a table from its rows: `|---|:---:|`. */
const isDelimiterRow = (line: string): boolean => line.includes("|") && DELIMITER_ROW.test(line);

/** The cells of a table row; `\|` is a bar inside a cell. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").replace(/[*`]/g, "").trim());
}

/**
 * The first table with rewards or log-probabilities of both responses in a Markdown text, such as a model
 * card.
 */
export const markdown: LogFormat = {
  name: "Markdown table",
  called: "a model card",
  extensions: [".md", ".markdown"],
  // Model cards show evaluations.
  unlabelled: "eval",
  absent: "has no table; a log in Markdown is a table with columns such as Rewards/chosen",
  recognises: (head) => !looksLikeJson(head) && head.split(/\r\n|\n|\r/).some(isDelimiterRow),
  async *read(chunks) {
    let previous = "";
    let table: string[] | undefined;
    let [number, found, more, others] = [0, 0, 0, 0];
    for await (const line of lines(chunks)) {
      number++;
      if (isDelimiterRow(line)) {
        const columns = cellsOf(previous);
        const wanted = hasRewards(columns);
        if (wanted) found++;
        if (wanted && found > 1) more++;
        if (!wanted) others++;
        table = wanted && found === 1 ? columns : [];
        // What an unwanted table is made of is worth telling where no table is wanted.
        if (!wanted)
          yield {
            kind: "row",
            cells: Object.fromEntries(columns.map((name) => [name, ""])),
            at: `line ${number}`,
          };
      } else if (table && line.includes("|")) {
        if (table.length > 0) {
          const cells = cellsOf(line);
          const row = Object.fromEntries(table.map((name, i) => [name, cells[i] ?? ""]));
          yield { kind: "row", cells: row, at: `line ${number}` };
        }
      } else {
        table = undefined;
        yield* statedBeta(line, number);
      }
      previous = line;
    }
    if (found > 0 && others > 0) {
      yield {
        kind: "remark",
        text: `${others === 1 ? "One other table was" : `${others} other tables were`} left out.`,
      };
    }
    if (more > 0) {
      yield {
        kind: "remark",
        text: `${more === 1 ? "One more table has" : `${more} more tables have`} rewards; only the first was read.`,
      };
    }
  },
};
