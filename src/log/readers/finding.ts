/** A row as a file has it: its cells by column. Numbers may be numbers or text. */
export type Cells = Readonly<Record<string, unknown>>;

/** What a parser comes across, in the order of the file; `at` is its place there, such as `line 7`. */
export type Finding =
  | { kind: "row"; cells: Cells; at: string }
  /** A line or record that cannot be read. */
  | { kind: "broken"; at: string }
  /** A statement of β. */
  | { kind: "beta"; value: number; where: string }
  /** Something that readers of the results should know, as a sentence. */
  | { kind: "remark"; text: string };

/** Text that arrives in pieces of any size. */
export type Chunks = AsyncIterable<string>;

/**
 * A way to write a log.
 *
 * Its file is loaded wherever formats are listed, so a parser that is a package is imported inside `read`.
 */
export interface LogFormat {
  /** In words, for messages: `Markdown table`. */
  readonly name: string;
  /** What people call a file of it, for help: `a model card`. */
  readonly called: string;
  /** Extensions that promise this format, with their dot. */
  readonly extensions: readonly string[];
  /** What columns are about whose names do not say it. */
  readonly unlabelled: "eval" | "train";
  /** What to say of a file that is named like this format and has nothing of it. */
  readonly absent?: string;
  /**
   * Whether a text looks like this format. Several may say so: the first in the registry has it.
   *
   * @param head the beginning of the text, long enough to hold the first row
   * @param name of the file, where the text alone could be anything
   */
  recognises(head: string, name: string): boolean;
  /** Reads the log piece by piece; never holds much more than a row of it. */
  read(chunks: Chunks): AsyncGenerator<Finding>;
}
