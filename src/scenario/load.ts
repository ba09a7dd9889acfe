import { ScenarioError } from "../errors.js";
import type { Catalogue } from "./catalogue.js";
import { checkList, checkText } from "./checks.js";
import { embeddedScenario } from "./embedded.js";
import { knownOptions } from "./oneOf.js";
import { applyOverrides, parseOverride, parseStarts } from "./override.js";
import { parseText } from "./parse.js";
import { resolveScenario } from "./resolve.js";
import type { Scenario } from "./schema.js";

/** Values to replace while a scenario is read. */
export interface ReadOptions {
  /** Values to replace, each `path=value`, such as `loss.beta=0.3`. */
  set?: readonly string[];
  /** Starts, each `label=x1,x2`, in place of the scenario's own. */
  starts?: readonly string[];
}

/** How a scenario is read: what it may name, and what to replace in it. */
export interface LoadOptions extends ReadOptions {
  catalogue: Catalogue;
}

/**
 * Reads a scenario from text, YAML or JSON; a figure that this program has made gives the scenario it was
 * made from.
 *
 * @param options.name   the name that the file would give it
 * @param options.source what errors call it; default: the name
 * @throws UsageError    where text, name or options are not of their kind
 * @throws ScenarioError where the text is not valid
 */
export function parseScenario(
  text: string,
  { name, source = name, ...options }: LoadOptions & { name: string; source?: string },
): Scenario {
  checkText("text", text, "a scenario as text, YAML or JSON");
  checkText("name", name, "the name that the file would give the scenario");
  const parsed = parseText(text);
  if (parsed.problems) throw new ScenarioError(source, parsed.problems);
  const embedded = embeddedScenario(parsed.value);
  if (embedded && "problem" in embedded) throw new ScenarioError(source, [embedded.problem]);
  const { scenario, ...rest } = embedded ?? { scenario: parsed.value ?? {}, name };
  return finish(scenario, { ...options, ...rest, source });
}

/**
 * A scenario without a file, called `ad-hoc`: defaults, the given starts and the values that `set` replaces.
 *
 * @throws ScenarioError where these are not valid
 */
export function adHocScenario(options: LoadOptions): Scenario {
  return finish({}, { ...options, name: "ad-hoc", source: "ad-hoc" });
}

function checkTexts(option: string, list: readonly unknown[], example: string): void {
  const expected = `a list of text such as ${JSON.stringify([example])}`;
  checkList(option, list, expected);
  for (const [i, text] of list.entries()) checkText(`${option}[${i}]`, text, JSON.stringify(example));
}

function finish(value: unknown, options: LoadOptions & { name: string; source: string }): Scenario {
  const { starts = [], set = [], catalogue, name, source, ...strange } = options;
  knownOptions("a scenario", strange, ["set", "starts"]);
  checkTexts("set", set, "loss.beta=0.3");
  checkTexts("starts", starts, "mine=0.3,0.2");
  const overrides = set.map(parseOverride);
  if (starts.length > 0) overrides.unshift({ path: ["starts"], value: parseStarts(starts) });
  const { raw, problems } = applyOverrides(value, overrides);
  if (problems.length > 0) throw new ScenarioError(options.source, problems);
  return resolveScenario(raw, { catalogue, name, source });
}
