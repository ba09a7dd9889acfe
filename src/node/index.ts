/**
 * What of dpo-flow needs files, threads or native code; all the rest is in `dpo-flow`.
 *
 * @module
 */
import { catalogue } from "../model/catalogue.js";
import type { ReadOptions } from "../scenario/load.js";
import type { Scenario } from "../scenario/schema.js";
import { loadScenario as load } from "./scenarioFiles.js";

export type { LogOptions } from "../log/readers/toLog.js";
export type { Content } from "../render/tables/outputTable.js";
export type { PictureFormatName } from "./pictures/registry.js";
export { render } from "./pictures/render.js";
export { readLogFile } from "./readLogFile.js";
export { closeSweeps, sweep, type ThreadOptions } from "./sweepThreads.js";
export { writeFile, writeTogether } from "./write.js";

/**
 * Reads a scenario by the name of a built-in one or by path.
 *
 * @param reference a slash or a file extension makes it a path
 * @param options   overrides as on the command line: `{ set: ["loss.beta=0.3"], starts: ["mine=0.3,0.2"] }`
 * @throws UsageError    where there is no such name
 * @throws ScenarioError where the file cannot be read or is not valid; lists every problem
 * @example
 * ```js
 * import { writeFileSync } from "node:fs";
 * import { simulate } from "dpo-flow";
 * import { loadScenario } from "dpo-flow/node";
 *
 * writeFileSync("mine.yaml", "starts: { weak: [0.2, 0.1] }");
 * const scenario = loadScenario("./mine.yaml", { set: ["loss.beta=0.5"] });
 * console.log(scenario.name, simulate(scenario).panels[0].runs[0].status);
 * // mine extinct
 * ```
 */
export function loadScenario(reference: string, options: ReadOptions = {}): Scenario {
  return load(reference, { ...options, catalogue });
}
