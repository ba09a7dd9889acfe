import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LogRow, TrainingLog } from "../src/log/log.js";

/** Path of a log in `fixtures/logs`. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`./fixtures/logs/${name}`, import.meta.url));

/** Lines of a fixture whose first cell is a number, cut into numbers: no reader of the project takes part. */
const numbers = (name: string, separator: string): number[][] =>
  readFileSync(fixture(name), "utf8")
    .split("\n")
    .map((line) => line.replace(/^\| | \|$/g, "").split(separator))
    .filter(([first]) => /^[\d.]+$/.test(first.trim()))
    .map((cells) => cells.map(Number));

/** A log made of rows, at a given β. */
export function logOf(rows: LogRow[], changes: Partial<TrainingLog> = {}): TrainingLog {
  return {
    name: "made-up",
    beta: 0.1,
    clock: "step",
    origin: 0,
    rows,
    source: {
      file: "made-up.csv",
      format: "CSV",
      split: "eval",
      columns: ["eval_rewards/chosen", "eval_rewards/rejected"],
      quantity: "rewards",
      beta: { from: "option" },
      skipped: { missing: 0, notFinite: 0, withoutStep: 0, broken: 0 },
      repeated: 0,
      outOfOrder: 0,
      remarks: [],
    },
    ...changes,
  };
}

/** Zephyr-7B-β, β = 0.1. */
export const zephyr = (): TrainingLog =>
  logOf(
    numbers("zephyr-7b-beta-eval.csv", ",").map(([step, , chosen, rejected]) => ({
      step,
      r1: chosen / 0.1,
      r2: rejected / 0.1,
    })),
    { name: "zephyr" },
  );

/** StarChat2 15B, β = 0.05. */
export const starchat = (): TrainingLog =>
  logOf(
    numbers("starchat2-15b-model-card.md", "|").map(([, step, , chosen, rejected]) => ({
      step,
      r1: chosen / 0.05,
      r2: rejected / 0.05,
    })),
    { name: "starchat", beta: 0.05 },
  );

/** Rows on the line r1 = s·r2, r2 given. */
export const onLine = (slope: number, r2: readonly number[]): LogRow[] =>
  r2.map((value, i) => ({ step: 10 * (i + 1), r1: slope * value, r2: value }));
