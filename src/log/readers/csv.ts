import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { LogError } from "../../errors.js";
import type { Chunks, Finding, LogFormat } from "./finding.js";
import { LONGEST_LINE } from "./lines.js";
import { statedBeta } from "./statedBeta.js";

const DELIMITERS = [",", "\t", ";"] as const;

/** The delimiter that a header line has most of, or undefined where it has none. */
export function delimiterOf(header: string): string | undefined {
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length - 1 }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count > 0 ? best.delimiter : undefined;
}

/** The first line of a text that is neither empty nor a comment. */
export const headerOf = (text: string): string =>
  text.split(/\r\n|\n|\r/).find((line) => line.trim() !== "" && !line.trimStart().startsWith("#")) ?? "";

/** The text up to and with its header line, once there is one, and everything behind. */
async function* withHead(chunks: Chunks): AsyncGenerator<string> {
  let head = "";
  let whole = false;
  for await (const chunk of chunks) {
    if (whole) {
      yield chunk;
      continue;
    }
    head += chunk;
    whole = head.length > LONGEST_LINE || /[\r\n]/.test(head.slice(head.indexOf(headerOf(head))));
    if (whole && headerOf(head) !== "") yield head;
    else whole = false;
  }
  if (!whole) yield head;
}

/** Comment lines before the header may state β. */
function* comments(head: string): Generator<Finding> {
  for (const [i, line] of head.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() !== "" && !line.trimStart().startsWith("#")) return;
    yield* statedBeta(line, i + 1);
  }
}

/** Comma-, tab- or semicolon-separated values with a header line; lines that begin with # are comments. */
export const csv: LogFormat = {
  name: "CSV",
  extensions: [".csv", ".tsv"],
  async *read(chunks) {
    const pieces = withHead(chunks);
    const first = await pieces.next();
    const head = first.done ? "" : first.value;
    yield* comments(head);
    const parser = parse({
      delimiter: delimiterOf(headerOf(head)) ?? ",",
      comment: "#",
      comment_no_infix: true,
      skip_empty_lines: true,
      trim: true,
      relax_quotes: true,
      relax_column_count: true,
      max_record_size: LONGEST_LINE,
    });
    async function* all() {
      yield head;
      yield* pieces;
    }
    const fed = pipeline(Readable.from(all()), parser);
    // The same error reaches the loop below.
    fed.catch(() => {});
    let columns: string[] | undefined;
    try {
      for await (const record of parser as AsyncIterable<string[]>) {
        if (!columns) columns = record;
        else
          yield {
            kind: "row",
            cells: Object.fromEntries(columns.map((column, i) => [column, record[i] ?? ""])),
          };
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw new LogError(
        error.code === "CSV_QUOTE_NOT_CLOSED"
          ? "is not valid CSV: a quotation mark is never closed"
          : error.code === "CSV_MAX_RECORD_SIZE"
            ? "has a row of more than a million characters"
            : `is not valid CSV: ${error.message}`,
      );
    }
    await fed;
  },
};
