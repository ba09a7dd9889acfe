/**
 * dpo-flow as a library: read a scenario, simulate it, compare its starts, sample its field, read a training log, draw.
 *
 * Everything here only computes, in Node as in a browser. What needs files and threads is in `dpo-flow/node`.
 *
 * @module
 */
import { catalogue } from "./model/catalogue.js";
import { domains } from "./model/domains/registry.js";
import { geometries } from "./model/geometries/registry.js";
import { losses } from "./model/losses/registry.js";
import { planes } from "./model/planes/registry.js";
import { loadBuiltin } from "./scenario/builtin.js";
import { parseScenario as parse, type ReadOptions } from "./scenario/load.js";
import type { Scenario } from "./scenario/schema.js";

export type { Claim, Finding, Region, Shading, Verdict, Witness } from "./claims/claim.js";
export { type BetaFinding, type ClaimResult, evaluateClaims } from "./claims/evaluate.js";
export {
  DpoFlowError,
  type ErrorMessage,
  FigureError,
  LogError,
  type OptionWords,
  OutputError,
  type Problem,
  ScenarioError,
  UsageError,
} from "./errors.js";
export { arcTime, type ExactExtinction, exactExtinction } from "./exact/extinction.js";
export { type FigureOptions, type FigureSubject, figure, type Sizing } from "./figure/figure.js";
export type { FigureSubjects, KindOptions } from "./figure/kind.js";
export type { FigureSpec, Provenance, View } from "./figure/kit/spec.js";
export { type Detail, PRESET_NAMES, type PresetName } from "./figure/kit/theme.js";
export { FIGURE_KIND_NAMES, type FigureKindName, type HeededBy, type SubjectOf } from "./figure/registry.js";
export type { Alternative, Waypoint } from "./log/alternatives.js";
export type { KernelFit, KernelMotion } from "./log/fit/kernelFit.js";
export type { LineFit, Residual } from "./log/fit/lineFit.js";
export type { TimeFit } from "./log/fit/timeFit.js";
export type { Interval, Trend } from "./log/fit/trend.js";
export type { BetaOrigin, LogClock, LogRow, LogSource, SkippedRows, TrainingLog } from "./log/log.js";
export type { LogFacts, ResponseFacts } from "./log/observe.js";
export { type ReadLogOptions, readLog } from "./log/readers/readLog.js";
export type { LogOptions } from "./log/readers/toLog.js";
export { describeLog } from "./log/report/describe.js";
export { type Report, reportMarkdown, reportText } from "./log/report/report.js";
export { analyseTrainingLog, type FittedFlow, type LogAnalysis, type Misfit } from "./log/trainingLog.js";
export type { MetricUnit } from "./measure/metric.js";
export { METRIC_FACTS, type MetricFacts } from "./measure/metricFacts.js";
export type { MetricName, Metrics, SweptMetric, TimeMetric } from "./measure/registry.js";
export type { Corner } from "./model/domains/family.js";
export type { FaceName } from "./model/domains/registry.js";
export { type Field, type Grid, sampleField } from "./model/field.js";
export type { FlowSettings } from "./model/flow.js";
export type { Symmetric } from "./model/geometry.js";
export type { PlaneFamily, PlaneGrid } from "./model/planes/family.js";
export type { GridPlane, PlaneRecord } from "./model/planes/registry.js";
export type { Reference } from "./model/reference.js";
export type { PictureOptions } from "./render/pictures/pictureFormat.js";
export { type PureFormatName, render } from "./render/pictures/render.js";
export type { ClaimsSection } from "./render/tables/claimsReport.js";
export { comparisonCsv } from "./render/tables/comparison.js";
export type { Content } from "./render/tables/outputTable.js";
export { type TableSubjects, tableFiles } from "./render/tables/registry.js";
export { trajectoriesCsv } from "./render/tables/trajectories.js";
export type { Component, RunEvent } from "./run/event.js";
export type { Sample } from "./run/sample.js";
export type { RunStatus } from "./run/statuses/registry.js";
export { builtinScenarios } from "./scenario/builtin.js";
export { expand } from "./scenario/expand.js";
export type { ReadOptions } from "./scenario/load.js";
export type { Panel, Scenario } from "./scenario/schema.js";
export {
  type Comparison,
  type ComparisonRow,
  type Contender,
  compare,
  type Winners,
} from "./simulate/compare.js";
export type { Check, PanelResult, Result, Run, RunStats } from "./simulate/run.js";
export { simulate, simulateStart } from "./simulate/simulate.js";
export type { CellError } from "./sweep/errors.js";
export {
  SWEEP_METHODS,
  SWEEP_METRICS,
  type SweepMethod,
  type SweepMetric,
  type SweepPlan,
  type SweepSettings,
} from "./sweep/plan.js";
export { planSweep, type SweepChoices } from "./sweep/planSweep.js";
export type { SweepArrays, SweepResult } from "./sweep/results.js";
export { reviewSweep, type SweepReview } from "./sweep/review.js";
export type { SampledStarts } from "./sweep/samplings/registry.js";
export type { SweepStarts } from "./sweep/starts.js";
export { type CellStatus, STATUSES } from "./sweep/statuses/registry.js";
export { type SweepSummary, summariseSweep } from "./sweep/summary.js";
export { type SweepOptions, sweep } from "./sweep/sweep.js";
export { SWEEP_PLANES, type SweepBox, type SweepPlane } from "./sweep/sweepPlanes.js";

/** Names of the losses that a scenario may have. */
export const LOSS_NAMES: readonly string[] = Object.keys(losses);

/** Names of the geometries that a scenario may have. */
export const GEOMETRY_NAMES: readonly string[] = Object.keys(geometries);

/** Names of the domains that a scenario may have. */
export const DOMAIN_NAMES: readonly string[] = Object.keys(domains);

/** Names of the planes that a scenario may be drawn in. */
export const PLANE_NAMES: readonly string[] = Object.keys(planes);

/**
 * Reads a built-in scenario by name; `loadScenario` of `dpo-flow/node` reads files too.
 *
 * @param name    as in `builtinScenarios()`
 * @param options overrides as on the command line: `{ set: ["loss.beta=0.3"], starts: ["mine=0.3,0.2"] }`
 * @throws UsageError    where there is no such name
 * @throws ScenarioError where an override is not valid; lists every problem
 * @example
 * ```js
 * import { loadScenario, simulate } from "dpo-flow";
 *
 * const scenario = loadScenario("weak-sft", { set: ["loss.beta=0.3"] });
 * const [{ runs }] = simulate(scenario).panels;
 * console.log(runs[0].start, runs[0].status, runs[0].metrics.extinctionTime.toPrecision(6));
 * // lower-left extinct 0.0375362
 * ```
 */
export function loadScenario(name: string, options: ReadOptions = {}): Scenario {
  return loadBuiltin(name, { ...options, catalogue }, "Files are read by loadScenario of dpo-flow/node.");
}

/**
 * Reads a scenario from YAML or JSON text.
 *
 * @param name what the file name would be; names the folder of the outputs
 * @throws UsageError    where text, name or options are not of their kind
 * @throws ScenarioError where the text is not valid; lists every problem
 * @example
 * ```js
 * import { parseScenario, ScenarioError } from "dpo-flow";
 *
 * const { loss, domain } = parseScenario("starts: { weak: [0.2, 0.1] }", "mine");
 * console.log(loss.name, loss.beta, domain);
 * try {
 *   parseScenario("starts: { weak: [0.2] }\nhorizon: -1", "wrong");
 * } catch (error) {
 *   console.log(error instanceof ScenarioError, error.problems.map(({ path }) => path).join());
 * }
 * // dpo 0.1 box
 * // true starts.weak,horizon
 * ```
 */
export function parseScenario(text: string, name: string, options: ReadOptions = {}): Scenario {
  return parse(text, { ...options, name, catalogue });
}
