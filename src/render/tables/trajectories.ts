import type { Sample } from "../../run/sample.js";
import type { Result } from "../../simulate/run.js";
import { type Column, csvHeader, csvRows } from "./csv.js";
import type { OutputTable } from "./outputTable.js";

interface Row {
  panel: string;
  start: string;
  sample: Sample;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    name: "panel",
    meaning: "combination of what the scenario varies; `base` where it varies nothing",
    of: ({ panel }) => panel,
  },
  { name: "start", meaning: "label of the start", of: ({ start }) => start },
  { name: "t", meaning: "gradient-flow time", of: ({ sample }) => sample.t },
  { name: "x1", meaning: "probability ratio of the preferred response", of: ({ sample }) => sample.x1 },
  { name: "x2", meaning: "probability ratio of the dispreferred response", of: ({ sample }) => sample.x2 },
  { name: "loss", meaning: "the loss", of: ({ sample }) => sample.loss },
  {
    name: "margin",
    meaning: "log x1 − log x2; empty where a response is extinct",
    of: ({ sample }) => sample.margin,
  },
  {
    name: "r1",
    meaning: "log x1, also where x1 is beyond the range of numbers; empty where it is extinct",
    of: ({ sample }) => sample.r1,
  },
  { name: "r2", meaning: "log x2, likewise", of: ({ sample }) => sample.r2 },
];

/**
 * `trajectories.csv`: one row per sample of each trajectory.
 *
 * @example
 * ```js
 * import { loadScenario, simulate, trajectoriesCsv } from "dpo-flow";
 *
 * const csv = trajectoriesCsv(simulate(loadScenario("weak-sft")));
 * console.log(csv.split("\n")[0]);
 * // panel,start,t,x1,x2,loss,margin,r1,r2
 * ```
 */
export function trajectoriesCsv({ panels }: Result): string {
  const rows = panels.flatMap(({ panel, runs }) =>
    runs.flatMap(({ start, path }) => path.map((sample) => ({ panel, start, sample }))),
  );
  return csvHeader(COLUMNS) + csvRows(COLUMNS, rows);
}

/** The samples of a scenario's runs. */
export const trajectories: OutputTable<{ result: Result }> = {
  files: ["trajectories.csv"],
  holds: "one row per sample of each trajectory, in full double precision",
  columns: COLUMNS,
  write: ({ result }) => [["trajectories.csv", trajectoriesCsv(result)]],
};
