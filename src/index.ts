/**
 * The public interface of dpo-flow: read a scenario, simulate it, compare its starts, sample its field.
 *
 * @module
 */
import { catalogue } from "./flow/catalogue.js";
import { type LoadOptions, loadScenario as load, parseScenario as parse } from "./scenario/load.js";
import type { Scenario } from "./scenario/schema.js";

export type { Claim, Finding, Verdict } from "./analysis/claims/claim.js";
export { type BetaFinding, type ClaimResult, evaluateClaims } from "./analysis/claims/evaluate.js";
export { type Comparison, type ComparisonRow, compare, type Winners } from "./analysis/compare.js";
export { arcTime, type ExactExtinction, exactExtinction } from "./analysis/exact.js";
export type {
  Check,
  Component,
  Metrics,
  PanelResult,
  Result,
  Run,
  RunEvent,
  RunStatus,
  Sample,
} from "./analysis/run.js";
export { simulate, simulateStart } from "./analysis/simulate.js";
export { describeLog } from "./analysis/trainingLog/describe.js";
export type { LogRow, LogSource, TrainingLog } from "./analysis/trainingLog/log.js";
export { type Report, reportMarkdown, reportText } from "./analysis/trainingLog/report.js";
export { analyseTrainingLog, type LogAnalysis, type Misfit } from "./analysis/trainingLog/trainingLog.js";
export {
  DpoFlowError,
  FigureError,
  LogError,
  OutputError,
  type Problem,
  ScenarioError,
  UsageError,
} from "./errors.js";
export { type Field, type Grid, sampleField } from "./flow/field.js";
export { expand } from "./scenario/expand.js";
export { builtinScenarios } from "./scenario/load.js";
export type { Panel, Scenario } from "./scenario/schema.js";

/** Values to replace while a scenario is read. */
export type ReadOptions = Omit<LoadOptions, "catalogue">;

/**
 * Reads a scenario by the name of a built-in one or by path.
 *
 * @param reference a slash or a file extension makes it a path
 * @param options   overrides as on the command line: `{ set: ["loss.beta=0.3"], starts: ["mine=0.3,0.2"] }`
 * @throws UsageError    where there is no such name
 * @throws ScenarioError where the file cannot be read or is not valid; lists every problem
 */
export function loadScenario(reference: string, options: ReadOptions = {}): Scenario {
  return load(reference, { ...options, catalogue });
}

/**
 * Reads a scenario from YAML or JSON text.
 *
 * @param name what the file name would be; names the folder of the outputs
 * @throws ScenarioError where the text is not valid; lists every problem
 */
export function parseScenario(text: string, name: string, options: ReadOptions = {}): Scenario {
  return parse(text, { ...options, name, catalogue });
}
