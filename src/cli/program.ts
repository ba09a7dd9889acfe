import { Command } from "commander";
import { packageVersion } from "../node/version.js";
import { addCheck } from "./commands/check.js";
import { addCompare } from "./commands/compare.js";
import { addExplore } from "./commands/explore.js";
import { addFigure } from "./commands/figure.js";
import { addList } from "./commands/list.js";
import { addLog } from "./commands/log.js";
import { addLosses } from "./commands/losses.js";
import { addMerge } from "./commands/merge.js";
import { addRun } from "./commands/run.js";
import { addSchema } from "./commands/schema.js";
import { addShow } from "./commands/show.js";
import { addSweep } from "./commands/sweep.js";
import { addValidate } from "./commands/validate.js";

/**
 * The program with the definitions of all its commands. Their actions are loaded when they run, so that `--help` costs
 * little more than starting Node.
 */
export function createProgram(): Command {
  const program = new Command("dpo-flow")
    .description("The phase plane of preference optimisation: where DPO takes a fine-tuned model")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .exitOverride()
    .showHelpAfterError("(add --help to see the usage)")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow run weak-sft                     simulate and draw a built-in scenario into out/weak-sft
  dpo-flow run --start mine=0.3,0.2         one start of your own
  dpo-flow compare sft-quality              which start converges fastest
  dpo-flow check                            which claims of arXiv:2404.04626 hold
  dpo-flow explore --open                   move the starts by hand in the browser
  dpo-flow show weak-sft > mine.yaml        a scenario file to begin with

Exit status
  0  all runs ended well
  1  a run failed or a file could not be written
  2  wrong usage or an invalid scenario
  130  interrupted`,
    );
  for (const add of [
    addRun,
    addCompare,
    addCheck,
    addSweep,
    addMerge,
    addFigure,
    addExplore,
    addList,
    addLog,
    addLosses,
    addShow,
    addValidate,
    addSchema,
  ])
    add(program);
  return program;
}
