import type { Command } from "commander";
import { UsageError } from "../../errors.js";
import { addScenarioOptions, type ScenarioOptions } from "../options.js";
import { note } from "../terminal.js";

interface ExploreOptions extends ScenarioOptions {
  out: string;
  open?: boolean;
  quiet?: boolean;
}

/** What is shown where no scenario is named: one start of each kind. */
const DEFAULT = "sft-quality";

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
      `what to begin with: name of a built-in scenario, or a file (with extension or slash); default: ${DEFAULT}`,
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
    .action(explore);
}

async function explore(reference: string | undefined, options: ExploreOptions): Promise<void> {
  const { out, open, quiet, start = [] } = options;
  if (out === "-" && open) throw new UsageError("--open needs a file; leave out -o -");
  const [
    { loadScenarios },
    { builtinScenarios, loadBuiltin },
    { catalogue },
    { explorerPage },
    { prepareFile, writeOutput },
  ] = await Promise.all([
    import("../scenarios.js"),
    import("../../scenario/builtin.js"),
    import("../../model/catalogue.js"),
    import("../../node/explorerPage.js"),
    import("../../node/write.js"),
  ]);
  const named = reference === undefined && start.length === 0 ? DEFAULT : reference;
  const [chosen] = await loadScenarios(named === undefined ? [] : [named], options);
  if (out !== "-") prepareFile(out);

  const builtins = builtinScenarios().map((name) => loadBuiltin(name, { catalogue }));
  const known = builtins.findIndex((scenario) => JSON.stringify(scenario) === JSON.stringify(chosen));
  const contents =
    known >= 0 ? { scenarios: builtins, first: known } : { scenarios: [chosen, ...builtins], first: 0 };
  writeOutput(out, explorerPage(contents));
  if (out === "-" || quiet) return;
  if (!open) {
    note(`wrote ${out}: open it in a browser, and move the starts by hand`);
    return;
  }
  const { openFile } = await import("../../node/openFile.js");
  const opened = await openFile(out);
  note(opened ? `wrote ${out}` : `wrote ${out}: no program to open it with was found; open it in a browser`);
}
