import { LogError } from "../../errors.js";
import type { LogClock, LogRow, LogSource, TrainingLog } from "../log.js";
import { chooseBeta } from "./chooseBeta.js";
import type { Collected } from "./collect.js";
import { PAIRS, type Series } from "./series.js";

/** Which rows of a log can be asked for: those of the evaluations, or of the training batches. */
export const SPLITS = ["eval", "train"] as const;

/** How a training log is read. */
export interface LogOptions {
  /** β of the training run, > 0; default: what the log states, or its columns imply. */
  beta?: number;
  /** Default: the evaluation if there is one. */
  split?: (typeof SPLITS)[number];
}

/** What is needed, for messages. */
const NEEDED = "rewards/chosen and rewards/rejected (or logps/chosen and logps/rejected)";

const FEWEST = 3;

/** Larger log-ratios, in nats, are none of a policy: of a million tokens each would be e times as likely. */
const LARGEST = 1e6;

/** Smaller ones are rounding: log-probabilities in single precision (2⁻²⁴ of some hundred nats) know 1e-5. */
const SMALLEST = 1e-9;

/** Later readings of a clock are no longer told apart. */
const LATEST = Number.MAX_SAFE_INTEGER;

const pairOf = ({ names }: Series) =>
  PAIRS.find(([a, b]) => names[a] !== undefined && names[b] !== undefined);

/** Names of columns for a message: those that look relevant first, the first dozen. */
function listed(seen: readonly string[]): string {
  const relevant = (name: string) => (/reward|logp|chosen|reject|step/i.test(name) ? 0 : 1);
  const sorted = [...new Set(seen)].sort((a, b) => relevant(a) - relevant(b));
  const shown = sorted.slice(0, 12).map((name) => name.slice(0, 60));
  const rest = sorted.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/**
 * The series that a log is made of: the evaluation if there is one.
 *
 * @param plain what columns without a label are about: model cards show evaluations, Trainer labels only
 *              those
 */
function chooseSeries(
  { series, seen }: Collected,
  plain: "eval" | "train",
  asked: "eval" | "train" | undefined,
) {
  const all = [...series].map(([key, value]) => ({
    split: key === "unlabelled" ? plain : key,
    series: value,
    pair: pairOf(value),
  }));
  const usable = all.flatMap(({ pair, ...rest }) => (pair ? [{ ...rest, pair }] : []));
  if (usable.length === 0) {
    const half = all.find(({ series: { names } }) => PAIRS.some((pair) => pair.some((name) => names[name])));
    const why = half ? "has a column for one of the two responses only" : `has no columns ${NEEDED}`;
    throw new LogError(
      seen.length > 0
        ? `${why}; found: ${listed(seen)}; name the columns so in the file`
        : `${why}, nor any other`,
    );
  }
  const wanted = usable.find(({ split }) => split === (asked ?? "eval")) ?? (asked ? undefined : usable[0]);
  if (wanted) return wanted;
  const other = asked === "eval" ? "train" : "eval";
  throw new LogError(
    (option) =>
      `has no ${asked} values; it has ${other} values (${option("split", other)}); found: ${listed(seen)}`,
  );
}

const has = (column: readonly number[]) => column.some(Number.isFinite);

function clockOf({ columns }: Series): LogClock {
  if (has(columns.step)) return "step";
  return has(columns.epoch) ? "epoch" : "row";
}

/** Rows with their clock readings, before they are sorted. */
function placed(series: Series, clock: LogClock, value: (i: number) => [number, number]) {
  const rows: LogRow[] = [];
  for (let i = 0; i < series.length; i++) {
    const step = clock === "row" ? i + 1 : (series.columns[clock][i] ?? Number.NaN);
    const [r1, r2] = value(i);
    for (const [name, value] of [
      ["r1", r1],
      ["r2", r2],
    ] as const) {
      if (Math.abs(value) <= LARGEST) continue;
      throw new LogError(
        `${series.places[i]}: the log-ratio ${name} would be ${value.toPrecision(3)} nats, and beyond ±${LARGEST} is none; mend or remove the row, or check β`,
      );
    }
    const rounded = Math.max(Math.abs(r1), Math.abs(r2)) < SMALLEST ? [0, 0] : [r1, r2];
    if (step >= 0 && step <= LATEST) rows.push({ step, r1: rounded[0], r2: rounded[1] });
  }
  return rows;
}

/** Rows in order, one for each reading: the last one of the file. */
function ordered(rows: LogRow[]) {
  // Nearly every log is in order, and a map of a long one takes much memory.
  if (rows.every((row, i) => i === 0 || row.step > rows[i - 1].step)) {
    return { sorted: rows, outOfOrder: 0, repeated: 0 };
  }
  let [highest, outOfOrder] = [-Infinity, 0];
  const byStep = new Map<number, LogRow>();
  for (const row of rows) {
    if (row.step < highest && !byStep.has(row.step)) outOfOrder++;
    highest = Math.max(highest, row.step);
    byStep.set(row.step, row);
  }
  const sorted = [...byStep.values()].sort((a, b) => a.step - b.step);
  return { sorted, outOfOrder, repeated: rows.length - sorted.length };
}

/**
 * A training log in plane coordinates, from what was collected of a file.
 *
 * @param name   of the log, for titles and folders
 * @param file   name of the file, for the report
 * @param format in words
 * @param plain  what columns without a label are about
 * @throws LogError where the file has not what a log needs
 * @throws UsageError where β is neither given nor stated
 */
export function toLog(
  collected: Collected,
  { name, file, format, plain }: { name: string; file: string; format: string; plain: "eval" | "train" },
  options: LogOptions,
): TrainingLog {
  const { split, series, pair } = chooseSeries(collected, plain, options.split);
  const { columns, names } = series;
  const clock = clockOf(series);
  const chosen = chooseBeta(collected, series, options.beta);
  const { beta } = chosen;
  const isReward = pair[0] === "chosen";
  const hasReference = has(columns.referenceChosen) && has(columns.referenceRejected);
  const value = (i: number): [number, number] => {
    if (isReward) return [columns.chosen[i] / beta, columns.rejected[i] / beta];
    const [a, b] = [columns.logpsChosen[i], columns.logpsRejected[i]];
    return hasReference ? [a - columns.referenceChosen[i], b - columns.referenceRejected[i]] : [a, b];
  };
  const all = placed(series, clock, value);
  const { sorted, outOfOrder, repeated } = ordered(all);
  const firstIsReference = !isReward && !hasReference;
  const origin = firstIsReference && sorted.length > 0 ? sorted[0].step : 0;
  const base = firstIsReference ? sorted[0] : undefined;
  const rows = base
    ? sorted.map(({ step, r1, r2 }) => ({ step, r1: r1 - base.r1, r2: r2 - base.r2 }))
    : sorted;
  const source: LogSource = {
    file,
    format,
    split,
    columns: [names[pair[0]] ?? "", names[pair[1]] ?? ""],
    quantity: isReward ? "rewards" : hasReference ? "logps-and-reference" : "logps-only",
    beta: { from: chosen.from, ...(chosen.where && { where: chosen.where }) },
    skipped: {
      missing: series.missing,
      notFinite: series.notFinite,
      withoutStep: series.length - all.length,
      broken: collected.broken,
    },
    repeated,
    outOfOrder,
    remarks: [...chosen.remarks, ...collected.remarks],
  };
  // The row that stands for the reference says nothing about the way from it.
  if (rows.filter(({ r1, r2 }) => r1 !== 0 || r2 !== 0).length < FEWEST)
    throw tooFew(rows, source, series, collected.brokenAt);
  return { name, beta, clock, origin, rows, source };
}

function tooFew(
  rows: readonly LogRow[],
  { skipped, repeated, split, quantity }: LogSource,
  { example, skippedAt, places }: Series,
  brokenAt: string | undefined,
): LogError {
  const first = skippedAt ?? brokenAt;
  const where = first ? `, the first at ${first}` : places.length > 0 ? `, the last at ${places.at(-1)}` : "";
  const off = rows.filter(({ r1, r2 }) => r1 !== 0 || r2 !== 0).length;
  const lost = Object.entries({
    "without values": skipped.missing,
    [`with NaN or text${example === undefined ? "" : ` such as ${JSON.stringify(example)}`}`]:
      skipped.notFinite,
    "without a valid step": skipped.withoutStep,
    unreadable: skipped.broken,
    "of a repeated step": repeated,
    "at (0, 0)": rows.length - off,
  }).filter(([, n]) => n > 0);
  const detail =
    lost.length > 0 ? ` (not counting ${lost.map(([what, n]) => `${n} ${what}`).join(", ")})${where}` : "";
  const reference = quantity === "logps-only" ? " besides the one that stands for the reference" : "";
  return new LogError(
    `has ${off} usable ${split} row${off === 1 ? "" : "s"}${detail}; a line needs at least ${FEWEST}${reference}; log more often, or give the log of a longer run`,
  );
}
