import { fitTrend, type Trend } from "./fit/trend.js";
import type { LogRow } from "./log.js";

/** What a log itself shows about one response, before any model. */
export interface ResponseFacts {
  first: number;
  last: number;
  lowest: { step: number; value: number };
  highest: { step: number; value: number };
  /** Rows in which the log-ratio is above that of the reference, 0, and the last of them. */
  above: { rows: number; last: number | null };
}

/** What a log itself shows, before any model. Values in nats. */
export interface LogFacts {
  rows: number;
  firstStep: number;
  lastStep: number;
  preferred: ResponseFacts;
  dispreferred: ResponseFacts;
  /** r1 − r2 in the last row. */
  margin: number;
  /** The margin's trend over the last third of the rows, five at least; null where it cannot be told. */
  lateMargin: Trend | null;
  /** Slope Δr1/Δr2 with a free intercept over each half of the rows; null where there are too few of them. */
  halves: [first: number, second: number] | null;
}

/** As many rows at least decide whether the margin still grows. */
const LATE = 5;

/** Fewer rows than this are not halved. */
const HALVED = 10;

function factsOf(rows: readonly LogRow[], value: (row: LogRow) => number): ResponseFacts {
  const extreme = (better: (a: number, b: number) => boolean) => {
    const row = rows.reduce((a, b) => (better(value(b), value(a)) ? b : a));
    return { step: row.step, value: value(row) };
  };
  const above = rows.filter((row) => value(row) > 0);
  return {
    first: value(rows[0]),
    last: value(rows[rows.length - 1]),
    lowest: extreme((a, b) => a < b),
    highest: extreme((a, b) => a > b),
    above: { rows: above.length, last: above.at(-1)?.step ?? null },
  };
}

/** What a log shows before any model is fitted to it. */
export function observe(rows: readonly LogRow[]): LogFacts {
  const last = rows[rows.length - 1];
  const late = rows.slice(-Math.max(LATE, Math.ceil(rows.length / 3)));
  const middle = Math.floor(rows.length / 2);
  const slopes = [rows.slice(0, middle), rows.slice(middle)].map((half) =>
    rows.length < HALVED
      ? undefined
      : fitTrend(
          half,
          ({ r2 }) => r2,
          ({ r1 }) => r1,
        )?.slope,
  );
  const [first, second] = slopes;
  return {
    rows: rows.length,
    firstStep: rows[0].step,
    lastStep: last.step,
    preferred: factsOf(rows, ({ r1 }) => r1),
    dispreferred: factsOf(rows, ({ r2 }) => r2),
    margin: last.r1 - last.r2,
    lateMargin: fitTrend(
      late,
      ({ step }) => step,
      ({ r1, r2 }) => r1 - r2,
    ),
    halves: first === undefined || second === undefined ? null : [first, second],
  };
}
