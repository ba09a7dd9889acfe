import type { CsvError, Options, Parser } from "#csv-parse";
import { LogError } from "../../errors.js";
import { hasRewards } from "./columns.js";
import type { Chunks, Finding, LogFormat } from "./finding.js";
import { looksLikeJson } from "./jsonLines.js";
import { LONGEST_LINE } from "./lines.js";
import { statedBeta } from "./statedBeta.js";

const DELIMITERS = [",", "\t", ";"] as const;

/** The delimiter that a header line has most of, or undefined where it has none. */
function delimiterOf(header: string): string | undefined {
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length - 1 }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count > 0 ? best.delimiter : undefined;
}

/** The first line of a text that is neither empty nor a comment. */
const headerOf = (text: string): string =>
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

const options = (delimiter: string): Options => ({
  delimiter,
  comment: "#",
  comment_no_infix: true,
  skip_empty_lines: true,
  trim: true,
  relax_quotes: true,
  relax_column_count: true,
  max_record_size: LONGEST_LINE,
});

/** The records that the parser has finished. */
function* finished(parser: Parser): Generator<string[]> {
  for (let record = parser.read(); record !== null; record = parser.read()) yield record;
}

/**
 * The records of a text: one piece goes in, and what comes out is taken before the next one.
 *
 * @throws CsvError where the text is not valid
 */
async function* records(chunks: Chunks, parser: Parser): AsyncGenerator<string[]> {
  const failed = new Promise<never>((_, reject) => parser.on("error", reject));
  // Where nobody waits for it, the error is no event of its own.
  failed.catch(() => {});
  const done = (give: (callback: () => void) => void) => Promise.race([failed, new Promise<void>(give)]);
  for await (const chunk of chunks) {
    const written = done((callback) => parser.write(chunk, callback));
    // A parser full of records takes no more text before some are taken.
    yield* finished(parser);
    await written;
    yield* finished(parser);
  }
  await done((callback) => parser.end(callback));
  yield* finished(parser);
}

/** @param row the last row that could be read, 0 for none */
function csvError({ code, message }: CsvError, row: number): LogError {
  const after = row === 0 ? "in its first lines" : `after row ${row} below the header`;
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return new LogError(`is not valid CSV: a quotation mark is never closed, ${after}; close or remove it`);
    case "CSV_MAX_RECORD_SIZE":
      return new LogError(
        `has a row of more than a million characters, ${after}; is a quotation mark missing there?`,
      );
    default:
      return new LogError(`is not valid CSV, ${after}: ${message}`);
  }
}

/** Comma-, tab- or semicolon-separated values with a header line; lines that begin with # are comments. */
export const csv: LogFormat = {
  name: "CSV",
  called: "CSV",
  extensions: [".csv", ".tsv"],
  unlabelled: "train",
  recognises(head, name) {
    const header = headerOf(head);
    const delimiter = delimiterOf(header);
    if (delimiter === undefined || looksLikeJson(head)) return false;
    // Prose has commas too: a file that is named like Markdown must have the columns of a log.
    return !/\.(md|markdown)$/i.test(name) || hasRewards(header.split(delimiter));
  },
  async *read(chunks) {
    const pieces = withHead(chunks);
    const first = await pieces.next();
    const head = first.done ? "" : first.value;
    yield* comments(head);
    async function* all() {
      yield head;
      yield* pieces;
    }
    const { CsvError, parse } = await import("#csv-parse");
    const parser = parse(options(delimiterOf(headerOf(head)) ?? ","));
    let columns: string[] | undefined;
    let row = 0;
    try {
      for await (const record of records(all(), parser)) {
        if (columns) {
          const cells = Object.fromEntries(columns.map((column, i) => [column, record[i] ?? ""]));
          yield { kind: "row", cells, at: `row ${++row} below the header` };
        } else columns = record;
      }
    } catch (error) {
      throw error instanceof CsvError ? csvError(error, row) : error;
    }
  },
};
