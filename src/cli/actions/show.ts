import { toJson } from "../../render/tables/json.js";
import { toYaml } from "../../scenario/yaml.js";
import type { ShowOptions } from "../commands/show.js";
import { loadScenarios } from "../scenarios.js";

/** Prints a scenario with its defaults filled in. */
export function showAction(reference: string, options: ShowOptions): void {
  const [{ name, ...data }] = loadScenarios([reference], options);
  // The name is the file's, so it cannot stand inside the file.
  const text = options.json ? toJson(data) : `# ${name}\n${toYaml(data)}`;
  process.stdout.write(text);
}
