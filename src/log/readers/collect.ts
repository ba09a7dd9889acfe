import { LogError } from "../../errors.js";
import { type ColumnRole, columnRole, type Quantity } from "./columns.js";
import type { Cells, Finding } from "./finding.js";
import { numberIn } from "./numberIn.js";
import { addRow, emptySeries, type Series, type Values } from "./series.js";

/** The splits that are told apart; columns that do not say are read in the light of the format. */
type SplitName = "eval" | "train" | "unlabelled";

/** Everything of use in a file. */
export interface Collected {
  series: Map<SplitName, Series>;
  /** Rows of the file that could not be read, and where the first of them is. */
  broken: number;
  brokenAt?: string;
  /** Values of β that the file states, and where. */
  betas: { value: number; where: string; from: "text" | "column" }[];
  remarks: string[];
  /** Names of all columns, in order, as far as there are not too many. */
  seen: string[];
}

/** More rows than this are no training log that anybody can look at. */
export const MOST_ROWS = 1_000_000;

/** Names of columns that are remembered. A guess, far above the dozens that trainers write. */
const MOST_NAMES = 500;

/** Statements of β that are remembered. A guess: two that differ are enough for an error. */
const MOST_BETAS = 10;

/** Letters of the first text that is no number, as messages quote it. */
const LONGEST_EXAMPLE = 40;

/** The roles of the columns of a file by their names, of which it remembers so many and no more. */
function createRoles(seen: string[]): (name: string) => ColumnRole | null {
  const roles = new Map<string, ColumnRole | null>();
  return (name) => {
    const known = roles.get(name);
    if (known !== undefined) return known;
    const role = columnRole(name);
    // Names without end would be another way to fill the memory.
    if (roles.size < MOST_NAMES) {
      roles.set(name, role);
      seen.push(name);
    }
    return role;
  };
}

/** What one row of a file says about one split. */
interface Part {
  series: Series;
  values: Values;
  present: Set<Quantity>;
}

/** Adds a row of a file: a row to the series of every split that it says something about. */
function collectRow(
  { cells, at }: { cells: Cells; at: string },
  roleOf: (name: string) => ColumnRole | null,
  into: Collected,
) {
  const parts = new Map<SplitName, Part>();
  const partOf = (split: SplitName) => {
    let part = parts.get(split);
    if (part) return part;
    const of = into.series.get(split) ?? emptySeries();
    into.series.set(split, of);
    part = { series: of, values: {}, present: new Set() };
    parts.set(split, part);
    return part;
  };
  /** Of no split: they go with every one. */
  const shared: Values = {};
  for (const [name, cell] of Object.entries(cells)) {
    const role = roleOf(name);
    if (!role) continue;
    const { quantity, split } = role;
    const value = numberIn(cell);
    if (quantity === "step" || quantity === "epoch" || quantity === "beta") {
      if (value !== undefined) shared[quantity] ??= value;
      continue;
    }
    const { series, values, present } = partOf(split ?? "unlabelled");
    series.names[quantity] ??= name;
    present.add(quantity);
    if (value !== undefined) values[quantity] = value;
    if (Number.isNaN(value) && typeof cell === "string") series.example ??= cell.slice(0, LONGEST_EXAMPLE);
  }
  for (const { series, values, present } of parts.values()) addRow(series, values, shared, present, at);
  const { beta } = shared;
  const { betas } = into;
  if (beta !== undefined && betas.length < MOST_BETAS && !betas.some(({ value }) => value === beta))
    betas.push({ value: beta, where: "column", from: "column" });
}

/**
 * Gathers what a parser finds, by split. Holds numbers only, however long the file is.
 *
 * @throws LogError for more rows than a log can have
 */
export async function collect(findings: AsyncIterable<Finding>): Promise<Collected> {
  const result: Collected = { series: new Map(), broken: 0, betas: [], remarks: [], seen: [] };
  const roleOf = createRoles(result.seen);
  let rows = 0;
  for await (const finding of findings) {
    if (finding.kind === "row") {
      if (++rows > MOST_ROWS) throw new LogError(`has more than ${MOST_ROWS} rows; thin it out`);
      collectRow(finding, roleOf, result);
    } else if (finding.kind === "broken") {
      result.broken++;
      result.brokenAt ??= finding.at;
    } else if (finding.kind === "remark") result.remarks.push(finding.text);
    else if (result.betas.length < MOST_BETAS) {
      result.betas.push({ value: finding.value, where: finding.where, from: "text" });
    }
  }
  return result;
}
