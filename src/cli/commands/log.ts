import type { Command } from "commander";
import { LOG_FORMATS } from "../../log/readers/registry.js";
import { SPLITS } from "../../log/readers/toLog.js";
import { onDemand } from "../onDemand.js";
import { addMessageOptions, addOutputOptions, type MessageOptions, type OutputOptions } from "../options.js";
import { writtenFiles } from "../writtenFiles.js";

export type LogCommandOptions = OutputOptions &
  MessageOptions & { beta?: string; split?: string; scenario?: string };

/** Adds `dpo-flow log` with its options and help. */
export function addLog(program: Command): void {
  const command = program
    .command("log")
    .summary("lay a training log on the plane: why does rewards/chosen go down?")
    .description(
      `Read the rewards of DPO training logs, fit the line and the kernel flow they follow, and say in words what happened. Writes, in out/<name> (several logs: out/logs): ${writtenFiles("log")}.`,
    )
    .argument("[file...]", `${LOG_FORMATS.map(({ called }) => called).join(", ")}; - for standard input`)
    .option(
      "--beta <number>",
      "β of the run, or one per file: 0.1,0.05; read from the file where it is there",
    )
    .option(
      "--split <name>",
      `values to read: ${SPLITS.join(", ")}; default: ${SPLITS[0]} where there are any`,
    )
    .option("--scenario <file>", "write the fitted flow as a scenario for run; - for stdout");
  addOutputOptions(command);
  addMessageOptions(command, "the summary");
  command
    .addHelpText(
      "after",
      `
Examples
  dpo-flow log checkpoint-500/trainer_state.json --beta 0.1
  dpo-flow log README.md --beta 0.05 --split eval
  dpo-flow log first.csv second.csv --beta 0.1,0.05 -o figures
  dpo-flow log run.jsonl --beta 0.1 --scenario fitted.yaml && dpo-flow run fitted.yaml
  cat log.csv | dpo-flow log - --beta 0.1 --format none --json | jq .fit.rhoMin`,
    )
    .action(onDemand(async () => (await import("../actions/log.js")).logAction));
}
