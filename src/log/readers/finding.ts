/** A row as a file has it: its cells by column. Numbers may be numbers or text. */
export type Cells = Readonly<Record<string, unknown>>;

/** What a parser comes across, in the order of the file. */
export type Finding =
  | { kind: "row"; cells: Cells }
  /** A line or record that cannot be read. */
  | { kind: "broken" }
  /** A statement of β. */
  | { kind: "beta"; value: number; where: string }
  /** Something that readers of the results should know, as a sentence. */
  | { kind: "remark"; text: string };

/** Text that arrives in pieces of any size. */
export type Chunks = AsyncIterable<string>;

/** A way to write a log. */
export interface LogFormat {
  /** In words, for messages: `Markdown table`. */
  readonly name: string;
  /** Extensions that promise this format, with their dot. */
  readonly extensions: readonly string[];
  /** Reads the log piece by piece; never holds much more than a row of it. */
  read(chunks: Chunks): AsyncGenerator<Finding>;
}
