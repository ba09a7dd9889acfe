import { DpoFlowError, type OptionWords } from "../errors.js";
import { harmless, note, painter } from "./terminal.js";

/** Codes of errors that the user mends on the command line or in a scenario file. */
const MENDABLE = new Set(["usage", "invalid-scenario", "invalid-log"]);

/** Options of the library that the command line calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = { starts: "start" };

/** What the command line calls an option, alone or with its value: `--beta 0.1`. */
const asFlag: OptionWords = (option, value) =>
  `--${RENAMED[option] ?? option}${value === undefined ? "" : ` ${value}`}`;

/**
 * Prints what went wrong to stderr, without a stack trace.
 *
 * @returns the exit status: 2 for wrong usage or an invalid scenario, 1 for anything else
 */
export function reportError(error: unknown): 1 | 2 {
  const paint = painter(process.stderr);
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  for (const each of errors) {
    if (each instanceof DpoFlowError) note(`${paint("error:", "error")} ${harmless(each.toldWith(asFlag))}`);
    else {
      const { message = String(each), stack } = each instanceof Error ? each : {};
      const trace = process.env.DPO_FLOW_DEBUG ? `\n${stack}` : " (DPO_FLOW_DEBUG=1 shows where)";
      note(`${paint("unexpected error:", "error")} ${message}${trace}`);
    }
  }
  return errors.some((each) => each instanceof DpoFlowError && MENDABLE.has(each.code)) ? 2 : 1;
}
