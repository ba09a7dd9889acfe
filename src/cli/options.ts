import type { Command } from "commander";
import { FORMAT_NAMES } from "./formats.js";

/** Which scenarios, and what to change in them. */
export interface ScenarioOptions {
  start?: string[];
  set?: string[];
}

/** Where the outputs go and what they are. */
export interface OutputOptions {
  out: string;
  format: string;
}

/** What is printed. */
export interface MessageOptions {
  json?: boolean;
  quiet?: boolean;
}

const collect = (value: string, previous: string[] = []) => [...previous, value];

/** Adds the options that change a scenario on the command line. */
export function addScenarioOptions(command: Command): Command {
  return command
    .option("--start <label=x1,x2>", "a start in place of the scenario's own; repeatable", collect)
    .option("--set <path=value>", "replace a value, such as loss.beta=0.3; repeatable", collect);
}

/** Adds where the outputs go and which figures are among them. */
export function addOutputOptions(command: Command): Command {
  return command
    .option("-o, --out <folder>", "folder for the outputs", "out")
    .option("--format <list>", `figures to write: ${FORMAT_NAMES.join(", ")}`, "svg");
}

/**
 * Adds what is said while and after the work.
 *
 * @param what the results that `--json` prints, for its help
 */
export function addMessageOptions(command: Command, what: string): Command {
  return command
    .option("--json", `print ${what} as JSON, and nothing else, to stdout`)
    .option("-q, --quiet", "print errors only");
}
