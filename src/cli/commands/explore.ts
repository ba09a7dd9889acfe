import type { Command } from "commander";
import { onDemand } from "../onDemand.js";
import { addScenarioOptions, type ScenarioOptions } from "../options.js";

export interface ExploreOptions extends ScenarioOptions {
  out: string;
  open?: boolean;
  quiet?: boolean;
}

/** What is shown where no scenario is named: one start of each kind. */
export const DEFAULT_SCENARIO = "sft-quality";

/** Adds `dpo-flow explore` with its options and help. */
export function addExplore(program: Command): void {
  const command = program
    .command("explore")
    .summary("a page to explore the plane by hand, as one HTML file")
    .description(
      "Write one HTML file that simulates live in the browser: move the starts, change loss and parameters, and take figures, data and the scenario away. It needs no network and no server.",
    )
    .argument(
      "[scenario]",
      `what to begin with: name of a built-in scenario, or a file (with extension or slash); default: ${DEFAULT_SCENARIO}`,
    )
    .option("-o, --out <file>", "file to write, - for stdout", "explore.html")
    .option("--open", "open it in the browser");
  addScenarioOptions(command);
  command
    .option("-q, --quiet", "print errors only")
    .addHelpText(
      "after",
      `
Examples
  dpo-flow explore --open
  dpo-flow explore weak-sft -o weak.html
  dpo-flow explore ./mine.yaml --set loss.beta=0.5`,
    )
    .action(onDemand(async () => (await import("../actions/explore.js")).exploreAction));
}
