/** An option of the command line that belongs to a sampling; all of them take a value. */
export interface SamplingOption {
  /** Long name, one word: `grid` for `--grid`. */
  readonly name: string;
  /** What the value is, for help: `nx×ny`. */
  readonly value: string;
  readonly help: string;
  /** Why it makes no sense without the first option of its sampling, and what to do; absent for that one. */
  readonly alone?: string;
}

/** Starts of a sweep, laid out in rows. */
export interface SampleLayout {
  readonly rows: number;
  /** Starts in a row. */
  readonly columns: number;
  /** Shape of the arrays that a sweep gives: [rows, columns], or [rows] where a row has one start. */
  readonly shape: readonly number[];
  /**
   * Whether the starts are the centres of equal cells that fill the box, row by row from the lower left. Figures then
   * draw cells, otherwise dots; and the first coordinate depends on the column alone, the second on the row alone.
   */
  readonly cells: boolean;
  /** How many starts there are and of what kind, as captions and tables call them. */
  readonly words: { readonly caption: string; readonly table: string };
  /** Writes the place of a start into `out`: shares of the box, from its lower left, each in (0, 1). */
  place(row: number, column: number, out: Float64Array): void;
}

/** A way to choose the starts of a sweep. One per file in `samplings/`. */
export interface Sampling<Choice extends { readonly kind: string } = { readonly kind: string }> {
  readonly kind: Choice["kind"];
  /** The first one chooses the sampling; the others go with it. */
  readonly options: readonly [SamplingOption, ...SamplingOption[]];
  /**
   * Reads its options; what is not given has a default.
   *
   * @param given texts by name of option
   * @throws UsageError
   */
  parse(given: Readonly<Partial<Record<string, string>>>): Choice;
  /**
   * Makes sure that it can be laid out: its numbers are whole, and as many as fit into memory.
   *
   * @throws UsageError
   */
  check(choice: Choice): void;
  layout(choice: Choice): SampleLayout;
  /** What `summary.json` and figures say of it beside plane and box. */
  described(choice: Choice): Readonly<Record<string, number | string>>;
}
