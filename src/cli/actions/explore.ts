import { ScenarioError, UsageError } from "../../errors.js";
import { catalogue } from "../../model/catalogue.js";
import { explorerPage } from "../../node/explorerPage.js";
import { openFile } from "../../node/openFile.js";
import { prepareFile, writeOutput } from "../../node/write.js";
import { builtinScenarios, loadBuiltin } from "../../scenario/builtin.js";
import { expand } from "../../scenario/expand.js";
import { interactiveProblems } from "../../simulate/interactive.js";
import { DEFAULT_SCENARIO, type ExploreOptions } from "../commands/explore.js";
import { loadScenarios } from "../scenarios.js";
import { note } from "../terminal.js";

/** Writes the page, and opens it where asked to. */
export async function exploreAction(reference: string | undefined, options: ExploreOptions): Promise<void> {
  const { out, open, quiet, start = [] } = options;
  if (out === "-" && open) throw new UsageError("--open needs a file; leave out -o -");
  const named = reference === undefined && start.length === 0 ? DEFAULT_SCENARIO : reference;
  const [chosen] = loadScenarios(named === undefined ? [] : [named], options);
  const problems = expand(chosen).flatMap(({ settings }) => interactiveProblems(settings));
  if (problems.length > 0) throw new ScenarioError(chosen.name, [problems[0]]);
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
  const opened = await openFile(out);
  note(opened ? `wrote ${out}` : `wrote ${out}: no program to open it with was found; open it in a browser`);
}
