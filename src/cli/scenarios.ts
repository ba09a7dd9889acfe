import { DpoFlowError, UsageError } from "../errors.js";
import { catalogue } from "../model/catalogue.js";
import { loadScenario } from "../node/scenarioFiles.js";
import { adHocScenario } from "../scenario/load.js";
import type { Scenario } from "../scenario/schema.js";
import type { ScenarioOptions } from "./options.js";

/**
 * Loads the scenarios that a command line names, all of them before any work begins.
 *
 * @param references names and paths; with none, `--start` makes a scenario of its own
 * @throws AggregateError of every scenario's problems, where there are several
 * @throws UsageError where there is nothing to do, or two would write to the same folder
 */
export function loadScenarios(
  references: readonly string[],
  { start = [], set = [] }: ScenarioOptions,
): Scenario[] {
  const options = { catalogue, set, starts: start };
  if (references.length === 0) {
    if (start.length > 0) return [adHocScenario(options)];
    throw new UsageError(
      "no scenario given; name one (dpo-flow list shows them), give a file, or a start such as --start mine=0.3,0.2",
    );
  }
  const errors: DpoFlowError[] = [];
  const scenarios = references.flatMap((reference) => {
    try {
      return [loadScenario(reference, options)];
    } catch (error) {
      if (!(error instanceof DpoFlowError)) throw error;
      errors.push(error);
      return [];
    }
  });
  // A mistake in --set or --start is the same for every scenario.
  const distinct = [...new Map(errors.map((error) => [error.message, error])).values()];
  if (distinct.length > 0) throw distinct.length === 1 ? distinct[0] : new AggregateError(distinct);
  refuseDuplicates(scenarios, references);
  return scenarios;
}

/** Names that differ only in case are one folder on many systems. */
function refuseDuplicates(scenarios: readonly Scenario[], references: readonly string[]): void {
  const first = new Map<string, number>();
  for (const [i, { name }] of scenarios.entries()) {
    const key = name.normalize("NFC").toLowerCase();
    const other = first.get(key);
    if (other !== undefined) {
      throw new UsageError(
        `${references[other]} and ${references[i]} are both called "${name}" and would overwrite each other's outputs; rename one, or run them one at a time with different -o`,
      );
    }
    first.set(key, i);
  }
}
