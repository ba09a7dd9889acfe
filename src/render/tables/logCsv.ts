import { stateAfter } from "../../log/fit/timeFit.js";
import type { LogRow } from "../../log/log.js";
import type { LogAnalysis } from "../../log/trainingLog.js";
import { csv } from "./csv.js";

const COLUMNS = [
  "log",
  "step",
  "r1",
  "r2",
  "margin",
  "line_r1",
  "residual",
  "t",
  "simulated_r1",
  "simulated_r2",
] as const;

const PIECE = 10_000;

/**
 * `log.csv`: the rows of training logs in plane coordinates, beside the fitted line and the fitted flow at the same
 * step, in nats. What was not fitted is empty.
 */
export function logCsv(analyses: readonly LogAnalysis[]): string {
  let text = csv([[...COLUMNS]]);
  for (const { log, line, kernel, flow } of analyses) {
    const cells = ({ step, r1, r2 }: LogRow) => {
      const onLine = line ? line.slope * r2 : null;
      const t = flow ? flow.time.timePerStep * (step - log.origin) : null;
      const simulated = t !== null && kernel?.matrix ? stateAfter(t, log.beta, kernel.matrix) : [null, null];
      const residual = onLine === null ? null : r1 - onLine;
      return [log.name, step, r1, r2, r1 - r2, onLine, residual, t, ...simulated];
    };
    // A long log has many more cells than rows: they are made and forgotten piece by piece.
    for (let i = 0; i < log.rows.length; i += PIECE) text += csv(log.rows.slice(i, i + PIECE).map(cells));
  }
  return text;
}
