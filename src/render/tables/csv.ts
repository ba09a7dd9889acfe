import type { ColumnMeaning } from "./outputTable.js";

/** What a cell may hold. */
export type CsvCell = string | number | null;

/** A column whose cells are made from a row. */
export interface Column<Row> extends ColumnMeaning {
  of(row: Row): CsvCell;
}

/** RFC 4180 quoting; numbers with all digits a double has; nothing where there is no finite number. */
function field(value: CsvCell): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (value === null) return "";
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const line = (cells: readonly CsvCell[]) => `${cells.map(field).join(",")}\n`;

/** The line with the names of the columns. */
export const csvHeader = (columns: readonly ColumnMeaning[]): string => line(columns.map(({ name }) => name));

/** Rows as lines. */
export const csvRows = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  rows.map((row) => line(columns.map((column) => column.of(row)))).join("");
