import type { Result } from "../simulate/run.js";
import { note, painter } from "./terminal.js";

/** Prints what to try for each run that failed, and makes the command end with 1 if there is one. */
export function reportFailures({ scenario, panels }: Result): void {
  const paint = painter(process.stderr);
  for (const { panel, runs } of panels) {
    for (const { start, status, advice } of runs) {
      if (advice === undefined) continue;
      process.exitCode = 1;
      const where = scenario.vary ? `${scenario.name} (${panel})` : scenario.name;
      note(`${paint("failed:", "error")} ${where}, start ${start}: ${status}: ${advice}`);
    }
  }
}
