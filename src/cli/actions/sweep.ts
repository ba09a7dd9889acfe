import { join } from "node:path";
import { closeSweeps, sweep } from "../../node/sweepThreads.js";
import { outputFolder, prepareFolder } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import { expand } from "../../scenario/expand.js";
import type { SweepPlan } from "../../sweep/plan.js";
import type { SweepResult } from "../../sweep/results.js";
import { layoutOf, shardRows } from "../../sweep/starts.js";
import type { SweepCommandOptions } from "../commands/sweep.js";
import { parseFormats } from "../parseFormats.js";
import { createProgressBar } from "../progressBar.js";
import { loadScenarios } from "../scenarios.js";
import { SWEEP_FILES, sweepFolder, writePart, writeSweep } from "../sweepFiles.js";
import { type ParsedFlags, parseSweepFlags, planOf } from "../sweepOptions.js";
import { note, noteWritten } from "../terminal.js";

/** Follows the trajectory of every cell, panel by panel, and writes what came out. */
export async function sweepAction(reference: string, options: SweepCommandOptions): Promise<void> {
  const formats = parseFormats(options.format);
  const flags = parseSweepFlags(options);
  // The scenario's own starts do not matter, and need not fit a domain that --set asks for.
  const start = ["anywhere=0.001,0.001"];
  const [scenario] = loadScenarios([reference], { start, ...(options.set && { set: options.set }) });
  const panels = expand(scenario);
  const plans = panels.map((panel) => planOf(scenario.name, panel, flags));

  const out = outputFolder(options.out);
  const names = panels.map(({ name }) => name);
  const folders = plans.map(({ panel }) => sweepFolder(out, scenario.name, panel, names));
  for (const folder of folders) prepareFolder(folder, SWEEP_FILES);

  const quiet = options.quiet ?? false;
  const summaries = [];
  try {
    for (const [i, plan] of plans.entries()) {
      if (!quiet && flags.method === "auto") noteMethod(plan);
      const result = await sweepWithProgress(plan, flags, quiet);
      if (!flags.shard) {
        summaries.push(await writeSweep(result, folders[i], formats, options));
        continue;
      }
      const name = await writePart(result, flags.shard, folders[i]);
      if (!quiet) noteWritten(folders[i], [name]);
      summaries.push({ part: join(folders[i], name), ...flags.shard, rows: rowsOf(plan, flags) });
    }
  } finally {
    await closeSweeps();
  }
  if (options.json) process.stdout.write(toJson(summaries.length === 1 ? summaries[0] : summaries));
}

/** Says how `--method auto` decided. */
function noteMethod({ method }: SweepPlan): void {
  note(
    method === "exact"
      ? "method: exact, from closed forms or the margin clock; --method odex integrates instead"
      : "method: odex; nothing exact is known for these settings",
  );
}

/** The rows to compute: those of the part that was asked for, or all. */
function rowsOf(plan: SweepPlan, { shard }: ParsedFlags): { from: number; to: number } {
  const { rows } = layoutOf(plan.starts);
  return shard ? shardRows(rows, shard.index, shard.of) : { from: 0, to: rows };
}

/** Sweeps in threads, with a bar that says how far it is. */
async function sweepWithProgress(plan: SweepPlan, flags: ParsedFlags, quiet: boolean): Promise<SweepResult> {
  const { workers } = flags;
  const rows = rowsOf(plan, flags);
  const trajectories = (rows.to - rows.from) * layoutOf(plan.starts).columns;
  const bar = createProgressBar(trajectories, "trajectories", quiet);
  const result = await sweep(plan, {
    rows,
    onCells: bar.add,
    ...(workers !== undefined && { workers }),
  });
  bar.clear();
  return result;
}
