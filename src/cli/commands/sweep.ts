import { join } from "node:path";
import type { Command } from "commander";
import { samplings } from "../../sweep/samplings/registry.js";
import { FAILURES } from "../../sweep/statuses/registry.js";
import { parseFormats } from "../formats.js";
import { METRIC_HELP } from "../metricHelp.js";
import { addMessageOptions, addOutputOptions, type MessageOptions, type OutputOptions } from "../options.js";
import type { SweepFlags } from "../sweepOptions.js";
import { note, noteWritten } from "../terminal.js";

type SweepCommandOptions = SweepFlags & OutputOptions & MessageOptions & { set?: string[] };

const collect = (value: string, previous: string[] = []) => [...previous, value];

/** Adds `dpo-flow sweep` with its options and help. */
export function addSweep(program: Command): void {
  const command = program
    .command("sweep")
    .summary("one trajectory for every cell of the plane")
    .description(
      "Follow one trajectory from the centre of every cell of a grid over the plane of a scenario (its own starts do not matter) and write, in out/sweep-<scenario>: sweep.csv, summary.json, and for each metric a NumPy array <metric>.npy, shape [ny, nx], and a heatmap <metric>.*.",
    )
    .argument("<scenario>", "name of a built-in scenario, or a file (with extension or slash)");
  for (const { options } of samplings) {
    for (const { name, value, help } of options) command.option(`--${name} <${value}>`, help);
  }
  command
    .option("--metric <list>", METRIC_HELP)
    .option(
      "--plane <name>",
      "starts are even in the coordinates `ratio` or `log-ratio` (default: the scenario's)",
    )
    .option(
      "--method <name>",
      "auto: exact where closed forms or the margin clock apply; odex; exact",
      "auto",
    )
    .option("--workers <n>", "threads (default: one for each processor); the output does not depend on it")
    .option("--shard <i/n>", "compute only the i-th of n parts, for `dpo-flow merge`")
    .option("--set <path=value>", "replace a value, such as loss.beta=0.3; repeatable", collect);
  addOutputOptions(command);
  addMessageOptions(command, "the summary");
  command
    .addHelpText(
      "after",
      `
A cell that cannot be followed to its end has its status (${[...FAILURES].join(", ")}) and
of the numbers only what it had reached; it is crossed out in the figures and does not change the exit status.

Examples
  dpo-flow sweep sft-quality
  dpo-flow sweep sft-quality --grid 400x400 --metric extinctionTime --set loss.beta=0.5 --format png
  dpo-flow sweep weak-sft --plane log-ratio --set domain=simplex --method odex --workers 2
  dpo-flow sweep weak-sft --random 100000 --seed 7 --format none --json
  dpo-flow sweep weak-sft --grid 4000x4000 --shard 3/16     # then: dpo-flow merge out/sweep-weak-sft/part-*-of-16.part
  python3 -c "import numpy; print(numpy.load('out/sweep-weak-sft/extinctionTime.npy').mean())"`,
    )
    .action(sweepCommand);
}

async function sweepCommand(reference: string, options: SweepCommandOptions): Promise<void> {
  const formats = await parseFormats(options.format);
  const { parseSweepFlags, planOf } = await import("../sweepOptions.js");
  const flags = await parseSweepFlags(options);
  const [{ loadScenarios }, { expand }] = await Promise.all([
    import("../scenarios.js"),
    import("../../scenario/expand.js"),
  ]);
  // The scenario's own starts do not matter, and need not fit a domain that --set asks for.
  const start = ["anywhere=0.001,0.001"];
  const [scenario] = await loadScenarios([reference], { start, ...(options.set && { set: options.set }) });
  const panels = expand(scenario);
  const plans = await Promise.all(panels.map((panel) => planOf(scenario.name, panel, flags)));

  const { outputFolder, prepareFolder } = await import("../../node/write.js");
  const { SWEEP_FILES, sweepFolder, writePart, writeSweep } = await import("../sweepFiles.js");
  const out = outputFolder(options.out);
  const names = panels.map(({ name }) => name);
  const folders = plans.map(({ panel }) => sweepFolder(out, scenario.name, panel, names));
  for (const folder of folders) prepareFolder(folder, SWEEP_FILES);

  const [{ closeSweeps, sweep }, { layoutOf, shardRows }, { createProgressBar }, { toJson }] =
    await Promise.all([
      import("../../node/sweepThreads.js"),
      import("../../sweep/starts.js"),
      import("../progressBar.js"),
      import("../../render/tables/json.js"),
    ]);
  const quiet = options.quiet ?? false;
  const summaries = [];
  try {
    for (const [i, plan] of plans.entries()) {
      const { shard } = flags;
      const layout = layoutOf(plan.starts);
      const rows = shard ? shardRows(layout.rows, shard.index, shard.of) : { from: 0, to: layout.rows };
      if (!quiet && flags.method === "auto") {
        note(
          plan.method === "exact"
            ? "method: exact, from closed forms or the margin clock; --method odex integrates instead"
            : "method: odex; nothing exact is known for these settings",
        );
      }
      const bar = createProgressBar((rows.to - rows.from) * layout.columns, "trajectories", quiet);
      const result = await sweep(plan, {
        rows,
        onCells: bar.add,
        ...(flags.workers !== undefined && { workers: flags.workers }),
      });
      bar.clear();
      if (shard) {
        const name = await writePart(result, shard, folders[i]);
        if (!quiet) noteWritten(folders[i], [name]);
        summaries.push({ part: join(folders[i], name), ...shard, rows });
        continue;
      }
      summaries.push(await writeSweep(result, folders[i], formats, options));
    }
  } finally {
    await closeSweeps();
  }
  if (options.json) process.stdout.write(toJson(summaries.length === 1 ? summaries[0] : summaries));
}
