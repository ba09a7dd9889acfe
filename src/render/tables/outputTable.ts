/** What a file holds: all of it, or pieces that are made as they are written. */
export type Content = string | Uint8Array | Iterable<string | Uint8Array>;

/** A column of a table: its heading, and what its numbers mean. */
export interface ColumnMeaning {
  name: string;
  /** In words, as in "gradient-flow time": no capital, no full stop. */
  meaning: string;
}

/** Something that a command writes beside figures: a table, an array, a summary or a report. */
export interface OutputTable<Subject> {
  /** Names of all files that it may write. */
  files: readonly string[];
  /** What they hold, in words. */
  holds: string;
  /** The columns in order, where it is a table. */
  columns?: readonly ColumnMeaning[];
  /** The files made from a subject. The same subject gives the same bytes. */
  write(subject: Subject): Iterable<readonly [file: string, content: Content]>;
}

/** The name of its file, as help and README give it: `<metric>.npy` for one of many. */
export const fileLabel = ({ files }: Pick<OutputTable<never>, "files">): string =>
  files.length === 1 ? files[0] : files[0].replace(/^.*\./, "<metric>.");
