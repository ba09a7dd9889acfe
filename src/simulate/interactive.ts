import type { Problem } from "../errors.js";
import type { Panel } from "../scenario/schema.js";

/**
 * The most that the page follows at once, so that it answers within a few seconds on a slow machine: a row takes
 * some 40 µs to read and measure, a step some 10 µs. Commands have no such limits.
 */
export const INTERACTIVE = {
  /** Their names cannot be told apart beyond this, and placing them takes time that grows with their square. */
  starts: 50,
  /** Rows of all trajectories together. */
  rows: 50_000,
  /** Step budget of one run. */
  maxSteps: 200_000,
} as const;

/**
 * What of these settings is more than the page can follow; the commands can.
 *
 * @returns one problem for each limit that is exceeded, none where all are kept
 */
export function interactiveProblems({
  starts,
  sample,
  maxSteps,
}: Pick<Panel["settings"], "starts" | "sample" | "maxSteps">): Problem[] {
  const count = Object.keys(starts).length;
  const rows = "times" in sample ? sample.times.length : sample.points;
  const beyond = (limit: number, asked: number) =>
    `the page follows at most ${limit.toLocaleString("en")}, asked are ${asked.toLocaleString("en")}; dpo-flow run has no such limit`;
  return [
    ...(count > INTERACTIVE.starts
      ? [{ path: "starts", message: `too many: ${beyond(INTERACTIVE.starts, count)}` }]
      : []),
    ...(count * rows > INTERACTIVE.rows
      ? [
          {
            path: "sample",
            message: `too many rows of all starts: ${beyond(INTERACTIVE.rows, count * rows)}`,
          },
        ]
      : []),
    ...(maxSteps > INTERACTIVE.maxSteps
      ? [{ path: "maxSteps", message: `too many: ${beyond(INTERACTIVE.maxSteps, maxSteps)}` }]
      : []),
  ];
}
