import { QUANTITIES, type Quantity } from "./columns.js";

/** Numbers of one row by what they are; undefined where its cell is empty. */
export type Values = Partial<Record<Quantity, number>>;

/** Rows of one split of a log, column by column. */
export interface Series {
  /** Names of the columns by what they hold. */
  names: Partial<Record<Quantity, string>>;
  length: number;
  /** One number a row, NaN where a row has none; empty where no row has any. */
  columns: Record<Quantity, number[]>;
  /** Rows that were skipped. */
  missing: number;
  notFinite: number;
  /** The first text that is no number. */
  example?: string;
  /** Where in the file each row stands. */
  places: string[];
  /** Where the first skipped row stands. */
  skippedAt?: string;
}

/** A series without rows. */
export const emptySeries = (): Series => ({
  names: {},
  length: 0,
  columns: Object.fromEntries(QUANTITIES.map((q) => [q, [] as number[]])) as Series["columns"],
  missing: 0,
  notFinite: 0,
  places: [],
});

/** Pairs of columns that a row of a log can be made from, best first. */
export const PAIRS = [
  ["chosen", "rejected"],
  ["logpsChosen", "logpsRejected"],
] as const;

/** Adds one split's part of a row, at its place in the file, to its series. */
export function addRow(
  series: Series,
  values: Values,
  shared: Values,
  present: ReadonlySet<Quantity>,
  place: string,
): void {
  const pair = PAIRS.find((names) => names.some((name) => present.has(name)));
  if (!pair) return;
  const [a, b] = pair.map((name) => values[name]);
  if (a === undefined || b === undefined || !Number.isFinite(a) || !Number.isFinite(b)) {
    if (a === undefined || b === undefined) series.missing++;
    else series.notFinite++;
    series.skippedAt ??= place;
  } else {
    for (const quantity of QUANTITIES) {
      const value = values[quantity] ?? shared[quantity];
      const column = series.columns[quantity];
      if (value === undefined && column.length === 0) continue;
      while (column.length < series.length) column.push(Number.NaN);
      column.push(value ?? Number.NaN);
    }
    series.places.push(place);
    series.length++;
  }
}
