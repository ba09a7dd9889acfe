import { LogError } from "../../errors.js";
import { type ColumnRole, columnRole, type Quantity } from "./columns.js";
import type { Cells, Finding } from "./finding.js";

type Values = Partial<Record<Quantity, number>>;

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
}

/** Everything of use in a file. */
export interface Collected {
  series: Map<"eval" | "train" | "unlabelled", Series>;
  /** Rows of the file that could not be read. */
  broken: number;
  /** Values of β that the file states, and where. */
  betas: { value: number; where: string; from: "text" | "column" }[];
  remarks: string[];
  /** Names of all columns, in order, as far as there are not too many. */
  seen: string[];
}

/** More rows than this are no training log that anybody can look at. */
export const MOST_ROWS = 1_000_000;

const MOST_NAMES = 500;

const QUANTITIES: readonly Quantity[] = [
  "chosen",
  "rejected",
  "logpsChosen",
  "logpsRejected",
  "referenceChosen",
  "referenceRejected",
  "step",
  "epoch",
  "beta",
];

const emptySeries = (): Series => ({
  names: {},
  length: 0,
  columns: Object.fromEntries(QUANTITIES.map((q) => [q, [] as number[]])) as Series["columns"],
  missing: 0,
  notFinite: 0,
});

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

/** Pairs of columns that a row of a log can be made from, best first. */
export const PAIRS = [
  ["chosen", "rejected"],
  ["logpsChosen", "logpsRejected"],
] as const;

/** Adds one split's part of a row to its series. */
function add(series: Series, values: Values, shared: Values, present: ReadonlySet<Quantity>): void {
  const pair = PAIRS.find((names) => names.some((name) => present.has(name)));
  if (!pair) return;
  const [a, b] = pair.map((name) => values[name]);
  if (a === undefined || b === undefined) series.missing++;
  else if (!Number.isFinite(a) || !Number.isFinite(b)) series.notFinite++;
  else {
    for (const quantity of QUANTITIES) {
      const value = values[quantity] ?? shared[quantity];
      const column = series.columns[quantity];
      if (value === undefined && column.length === 0) continue;
      while (column.length < series.length) column.push(Number.NaN);
      column.push(value ?? Number.NaN);
    }
    series.length++;
  }
}

/**
 * Gathers what a parser finds, by split. Holds numbers only, however long the file is.
 *
 * @throws LogError for more rows than a log can have
 */
export async function collect(findings: AsyncIterable<Finding>): Promise<Collected> {
  const result: Collected = { series: new Map(), broken: 0, betas: [], remarks: [], seen: [] };
  const roles = new Map<string, ColumnRole | null>();
  let rows = 0;
  const roleOf = (name: string) => {
    const known = roles.get(name);
    if (known !== undefined) return known;
    const role = columnRole(name);
    // Names without end would be another way to fill the memory.
    if (roles.size < MOST_NAMES) {
      roles.set(name, role);
      result.seen.push(name);
    }
    return role;
  };
  const addRow = (cells: Cells) => {
    const parts = new Map<string, { values: Values; present: Set<Quantity> }>();
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
      const key = split ?? "unlabelled";
      let series = result.series.get(key);
      if (!series) {
        series = emptySeries();
        result.series.set(key, series);
      }
      series.names[quantity] ??= name;
      let part = parts.get(key);
      if (!part) {
        part = { values: {}, present: new Set() };
        parts.set(key, part);
      }
      part.present.add(quantity);
      if (value !== undefined) part.values[quantity] = value;
      if (Number.isNaN(value) && typeof cell === "string") series.example ??= cell.slice(0, 40);
    }
    for (const [key, { values, present }] of parts) {
      const series = result.series.get(key as "eval");
      if (series) add(series, values, shared, present);
    }
    if (shared.beta !== undefined && !result.betas.some(({ value }) => value === shared.beta)) {
      if (result.betas.length < 10)
        result.betas.push({ value: shared.beta, where: "column", from: "column" });
    }
  };
  for await (const finding of findings) {
    if (finding.kind === "row") {
      if (++rows > MOST_ROWS) throw new LogError(`has more than ${MOST_ROWS} rows; thin it out`);
      addRow(finding.cells);
    } else if (finding.kind === "broken") result.broken++;
    else if (finding.kind === "remark") result.remarks.push(finding.text);
    else if (result.betas.length < 10) {
      result.betas.push({ value: finding.value, where: finding.where, from: "text" });
    }
  }
  return result;
}
