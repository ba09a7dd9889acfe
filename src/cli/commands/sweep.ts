import type { Command } from "commander";
import { METHOD_CHOICES } from "../../sweep/plan.js";
import { samplings } from "../../sweep/samplings/registry.js";
import { FAILURES } from "../../sweep/statuses/registry.js";
import { SWEEP_PLANES } from "../../sweep/sweepPlanes.js";
import { METRIC_HELP } from "../metricHelp.js";
import { onDemand } from "../onDemand.js";
import { addMessageOptions, addOutputOptions, type MessageOptions, type OutputOptions } from "../options.js";
import type { SweepFlags } from "../sweepOptions.js";
import { writtenFiles } from "../writtenFiles.js";

export type SweepCommandOptions = SweepFlags & OutputOptions & MessageOptions & { set?: string[] };

const PLANES = SWEEP_PLANES.map((name) => `\`${name}\``).join(" or ");

const collect = (value: string, previous: string[] = []) => [...previous, value];

/** Adds `dpo-flow sweep` with its options and help. */
export function addSweep(program: Command): void {
  const command = program
    .command("sweep")
    .summary("one trajectory for every cell of the plane")
    .description(
      `Follow one trajectory from the centre of every cell of a grid over the plane of a scenario (its own starts do not matter) and write, in out/sweep-<scenario>: ${writtenFiles("sweep")}. For each metric that is a NumPy array, of shape [ny, nx], and a heatmap.`,
    )
    .argument("<scenario>", "name of a built-in scenario, or a file (with extension or slash)");
  for (const { options } of samplings) {
    for (const { name, value, help } of options) command.option(`--${name} <${value}>`, help);
  }
  command
    .option("--metric <list>", METRIC_HELP)
    .option("--plane <name>", `starts are even in the coordinates ${PLANES} (default: the scenario's)`)
    .option(
      "--method <name>",
      `${METHOD_CHOICES.join(", ")}: auto is exact where closed forms or the margin clock apply`,
      METHOD_CHOICES[0],
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
    .action(onDemand(async () => (await import("../actions/sweep.js")).sweepAction));
}
