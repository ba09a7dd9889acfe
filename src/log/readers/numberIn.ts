/** How files write that there is no value. */
const ABSENT = /^(|-|–|—|none|null|n\/a|no log)$/i;

/** The number in a cell; NaN for one that is none, undefined for an empty one. */
export function numberIn(cell: unknown): number | undefined {
  if (typeof cell === "number") return cell;
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell !== "string") return Number.NaN;
  const text = cell.trim().replace("−", "-");
  if (ABSENT.test(text)) return undefined;
  return Number(text);
}
