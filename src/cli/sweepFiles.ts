import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { packageVersion } from "../node/version.js";
import { type Content, writeTogether } from "../node/write.js";
import { npy } from "../render/tables/npy.js";
import { sweepCsv } from "../render/tables/sweepCsv.js";
import { SWEEP_METRICS } from "../sweep/plan.js";
import type { SweepResult } from "../sweep/results.js";
import { layoutOf } from "../sweep/starts.js";
import { type SweepSummary, summariseSweep } from "../sweep/summary.js";
import { EXTENSIONS, type Format } from "./formats.js";
import { slugs } from "./slug.js";
import { toJson } from "./summary.js";

/** The folder of a sweep, one for each panel where the scenario varies something. */
export function sweepFolder(out: string, scenario: string, panel: string, all: readonly string[]): string {
  const folder = join(out, `sweep-${scenario}`);
  return panel === "base" ? folder : join(folder, slugs(all)[all.indexOf(panel)]);
}

/** Vega-Lite specifications and pictures of every metric, by file name. */
async function drawn(result: SweepResult, formats: readonly Format[]): Promise<Map<string, Content>> {
  const files = new Map<string, Content>();
  if (formats.length === 0) return files;
  const { figure } = await import("../figure/figure.js");
  for (const metric of result.plan.metrics) {
    const spec = await figure("heatmap", { sweep: result, metric });
    files.set(`${metric}.vl.json`, `${JSON.stringify(spec)}\n`);
    for (const format of formats) {
      await breathe();
      files.set(`${metric}.${format.extension}`, await format.render(spec));
    }
  }
  return files;
}

/** Every file that some sweep may write. */
export const SWEEP_FILES = [
  "summary.json",
  "sweep.csv",
  ...SWEEP_METRICS.flatMap((metric) => ["npy", ...EXTENSIONS].map((extension) => `${metric}.${extension}`)),
];

/**
 * Writes everything that a whole sweep gives into a folder that exists: the table, the arrays, the figures and the
 * summary. All files or none, whenever it is interrupted. Files of an earlier sweep do not stay beside them.
 */
export async function writeSweep(
  result: SweepResult,
  folder: string,
  formats: readonly Format[],
): Promise<{ summary: SweepSummary; files: string[] }> {
  const summary = summariseSweep(result, packageVersion());
  const figures = await drawn(result, formats);
  const { shape } = layoutOf(result.plan.starts);
  const arrays = result.plan.metrics.map(
    (metric) => [`${metric}.npy`, npy(result.arrays[metric] ?? new Float64Array(), shape)] as const,
  );
  const files = new Map<string, Content>([
    ["summary.json", toJson(summary)],
    ["sweep.csv", sweepCsv(result)],
    ...arrays,
    ...figures,
  ]);
  const obsolete = SWEEP_FILES.filter((name) => !files.has(name));
  await writeTogether(folder, files, obsolete);
  return { summary, files: [...files.keys()] };
}
