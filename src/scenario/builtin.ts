import { UsageError } from "../errors.js";
import { BUILTIN_TEXTS } from "./builtinTexts.js";
import { checkText } from "./checks.js";
import { type LoadOptions, parseScenario } from "./load.js";
import type { Scenario } from "./schema.js";
import { didYouMean } from "./suggest.js";

/** Names of the scenarios in the package, in alphabetical order. */
export const builtinScenarios = (): string[] => Object.keys(BUILTIN_TEXTS).sort();

/**
 * A built-in scenario by name.
 *
 * @param remedy what to do where there is no such name, as a sentence
 * @throws UsageError    where there is no such name
 * @throws ScenarioError where a value that `options` puts in its place is not valid
 */
export function loadBuiltin(name: string, options: LoadOptions, remedy = ""): Scenario {
  checkText("name", name, "the name of a scenario");
  if (Object.hasOwn(BUILTIN_TEXTS, name)) return parseScenario(BUILTIN_TEXTS[name], { ...options, name });
  const names = builtinScenarios();
  const hint = didYouMean(name, names) || `; known: ${names.join(", ")}.`;
  throw new UsageError(`unknown scenario "${name}"${hint} ${remedy}`.trimEnd());
}
