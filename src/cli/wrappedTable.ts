import { type Column, formatTable } from "./table.js";

/** No column is squeezed below this. */
const NARROWEST = 14;

/** Text broken at spaces into lines of at most `width` letters; a longer word has a line of its own. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const joined = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && [...joined].length <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/**
 * A table whose cells are broken into several lines where it would be wider than the terminal.
 *
 * @param width to keep to; undefined for one line per row, which is what pipes want
 */
export function wrappedTable(
  columns: readonly Column[],
  rows: readonly string[][],
  width: number | undefined,
): string {
  const widths = columns.map(({ title }, i) =>
    Math.max([...title].length, ...rows.map((row) => [...row[i]].length)),
  );
  const total = () => widths.reduce((sum, w) => sum + w + 2, -2);
  while (width !== undefined && total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= NARROWEST) break;
    widths[widest]--;
  }
  const broken = rows.flatMap((row) => {
    const cells = row.map((text, i) => wrap(text, widths[i]));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ""));
  });
  return formatTable(columns, broken);
}
