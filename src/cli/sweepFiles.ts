import { join } from "node:path";
import { encodePart, thisEngine } from "../node/sweepPart.js";
import { packageVersion } from "../node/version.js";
import { writeTogether } from "../node/write.js";
import { tableNames } from "../render/tables/registry.js";
import { SWEEP_METRICS } from "../sweep/plan.js";
import type { SweepResult } from "../sweep/results.js";
import { reviewSweep } from "../sweep/review.js";
import { type SweepSummary, summariseSweep } from "../sweep/summary.js";
import { sweepFigures } from "./figures.js";
import { EXTENSIONS, type Format } from "./formats.js";
import type { MessageOptions } from "./options.js";
import { slugs } from "./slug.js";
import { failureNotes, reviewNote, sweepTable } from "./sweepTable.js";
import { note, noteWritten, print } from "./terminal.js";
import { writeFigures } from "./writeFigures.js";
import { writeTables } from "./writeTables.js";

/** The folder of a sweep, one for each panel where the scenario varies something. */
export function sweepFolder(out: string, scenario: string, panel: string, all: readonly string[]): string {
  const folder = join(out, `sweep-${scenario}`);
  return panel === "base" ? folder : join(folder, slugs(all)[all.indexOf(panel)]);
}

/** Every file that some sweep may write. */
export const SWEEP_FILES = [
  ...tableNames("sweep"),
  ...SWEEP_METRICS.flatMap((metric) => EXTENSIONS.map((extension) => `${metric}.${extension}`)),
];

/** A part of a sweep: which of how many. */
interface Shard {
  index: number;
  of: number;
}

/**
 * Writes one part of a sweep, for `merge`.
 *
 * @returns the name of the file
 */
export async function writePart(result: SweepResult, { index, of }: Shard, folder: string): Promise<string> {
  const name = `part-${String(index).padStart(String(of).length, "0")}-of-${of}.part`;
  const part = { version: packageVersion(), engine: thisEngine(), index, of, result };
  await writeTogether(folder, new Map([[name, encodePart(part)]]));
  return name;
}

/**
 * Writes everything that a whole sweep gives into a folder that exists, and says so. First the numbers, all of them or none,
 * whenever it is interrupted: files of an earlier sweep do not stay beside them. Then the figures, of which one that
 * cannot be drawn stops no other.
 *
 * @returns the summary
 */
export async function writeSweep(
  result: SweepResult,
  folder: string,
  formats: readonly Format[],
  { quiet, json }: MessageOptions,
): Promise<SweepSummary> {
  const version = packageVersion();
  const review = reviewSweep(result);
  const summary = summariseSweep(result, review, version);
  const tables = await writeTables("sweep", { result, review, version }, folder, SWEEP_FILES);
  if (!quiet && !json) print(sweepTable(result.plan, summary));
  if (!quiet) for (const text of [reviewNote(summary), ...failureNotes(summary)]) note(text);
  const figures = await writeFigures(sweepFigures(result), folder, formats);
  if (!quiet) noteWritten(folder, [...tables, ...figures]);
  return summary;
}
