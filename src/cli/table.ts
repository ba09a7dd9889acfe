/** A column of a table: its heading, and which side its cells keep to. */
export interface Column {
  title: string;
  align?: "left" | "right";
}

/** Cell of a table; `paint` colours it after it has been padded. */
export type Cell = string | { text: string; paint: (text: string) => string };

const textOf = (cell: Cell) => (typeof cell === "string" ? cell : cell.text);
const width = (text: string) => [...text].length;

/**
 * Lines of text in aligned columns.
 *
 * @param indent spaces before each line
 */
export function formatTable(columns: readonly Column[], rows: readonly Cell[][], indent = 0): string {
  const widths = columns.map(({ title }, i) =>
    Math.max(width(title), ...rows.map((row) => width(textOf(row[i])))),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, i) => {
        const gap = " ".repeat(widths[i] - width(textOf(cell)));
        const padded = columns[i].align === "right" ? gap + textOf(cell) : textOf(cell) + gap;
        return typeof cell === "string" ? padded : cell.paint(padded);
      })
      .join("  ")
      .trimEnd();
  const lines = [line(columns.map(({ title }) => title)), ...rows.map(line)];
  return lines.map((text) => " ".repeat(indent) + text).join("\n");
}

/** A number with four significant digits; `–` where there is none. */
export function fourDigits(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return String(Number(value.toPrecision(4)));
}

/** A point, `0.1, 0.1`. */
export const point = ([x1, x2]: readonly [number, number]): string => `${fourDigits(x1)}, ${fourDigits(x2)}`;

/** An error, as a power of ten is all that matters: `2e-12`. */
export function magnitude(value: number | null): string {
  if (value === null) return "–";
  return value === 0 ? "0" : value.toExponential(0);
}
