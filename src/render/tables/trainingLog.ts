import { stateAfter } from "../../log/fit/timeFit.js";
import type { LogRow } from "../../log/log.js";
import type { LogAnalysis } from "../../log/trainingLog.js";
import { type Column, csvHeader, csvRows } from "./csv.js";
import type { OutputTable } from "./outputTable.js";

/** A row of a log beside what was fitted to it; null where nothing was. */
interface Fitted extends LogRow {
  name: string;
  onLine: number | null;
  t: number | null;
  simulated: readonly [number, number] | null;
}

const COLUMNS: readonly Column<Fitted>[] = [
  { name: "log", meaning: "name of the log", of: ({ name }) => name },
  { name: "step", meaning: "reading of the log's clock: step, epoch or row", of: ({ step }) => step },
  { name: "r1", meaning: "log-ratio of the preferred response, in nats", of: ({ r1 }) => r1 },
  { name: "r2", meaning: "log-ratio of the dispreferred response, in nats", of: ({ r2 }) => r2 },
  { name: "margin", meaning: "r1 − r2", of: ({ r1, r2 }) => r1 - r2 },
  { name: "line_r1", meaning: "r1 on the fitted line at this r2", of: ({ onLine }) => onLine },
  {
    name: "residual",
    meaning: "r1 − line_r1",
    of: ({ r1, onLine }) => (onLine === null ? null : r1 - onLine),
  },
  { name: "t", meaning: "time of the fitted flow at this step", of: ({ t }) => t },
  {
    name: "simulated_r1",
    meaning: "r1 of the fitted flow at this step",
    of: ({ simulated }) => simulated?.[0] ?? null,
  },
  {
    name: "simulated_r2",
    meaning: "r2 of the fitted flow at this step",
    of: ({ simulated }) => simulated?.[1] ?? null,
  },
];

/** Rows in one piece of text: a long log has many more cells than rows, so they are made and forgotten. */
const PIECE = 10_000;

function beside({ log, line, kernel, flow }: LogAnalysis): (row: LogRow) => Fitted {
  return ({ step, r1, r2 }) => {
    const t = flow ? flow.time.timePerStep * (step - log.origin) : null;
    const simulated = t !== null && kernel?.matrix ? stateAfter(t, log.beta, kernel.matrix) : null;
    return { name: log.name, step, r1, r2, onLine: line ? line.slope * r2 : null, t, simulated };
  };
}

/**
 * `log.csv`: the rows of training logs in plane coordinates, beside the fitted line and the fitted flow at
 * the same step, in nats. What was not fitted is empty.
 */
export function* logCsv(analyses: readonly LogAnalysis[]): Generator<string> {
  yield csvHeader(COLUMNS);
  for (const analysis of analyses) {
    const { rows } = analysis.log;
    for (let i = 0; i < rows.length; i += PIECE) {
      yield csvRows(COLUMNS, rows.slice(i, i + PIECE).map(beside(analysis)));
    }
  }
}

/** The rows of training logs. */
export const trainingLog: OutputTable<{ analyses: readonly LogAnalysis[] }> = {
  files: ["log.csv"],
  holds: "the rows in nats, beside line and simulation at the same step",
  columns: COLUMNS,
  write: ({ analyses }) => [["log.csv", logCsv(analyses)]],
};
