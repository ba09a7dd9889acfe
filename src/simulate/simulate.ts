import { measure } from "../measure/measure.js";
import { createFlow } from "../model/flow.js";
import { followFlow } from "../run/follow/followFlow.js";
import type { PathPoint } from "../run/path.js";
import { drawingReadings, evenReadings, toSample } from "../run/sampling.js";
import { endingOf } from "../run/statuses/registry.js";
import { checkShape } from "../scenario/checks.js";
import { expand } from "../scenario/expand.js";
import { unknownName } from "../scenario/oneOf.js";
import type { Panel, Scenario } from "../scenario/schema.js";
import { check } from "./check.js";
import type { PanelResult, Result, Run } from "./run.js";

/**
 * Follows the flow of one panel from one of its starts.
 *
 * @param label of the start in `settings.starts`
 * @throws UsageError where there is no such start
 */
export function simulateStart(settings: Panel["settings"], label: string): Run {
  checkShape("settings", settings, ["loss", "starts"], "the settings of a panel, as expand gives them");
  if (!Object.hasOwn(settings.starts, label)) {
    throw unknownName("label: no start is called", label, Object.keys(settings.starts));
  }
  const x0 = settings.starts[label];
  const flow = createFlow(settings);
  const trajectory = followFlow(flow, x0, settings);
  const { events, end, stats } = trajectory;
  // exp(log x) is not always x: the start is given, not computed.
  const row = (point: PathPoint) => ({
    ...toSample(flow, point),
    ...(point.s === 0 && { x1: x0[0], x2: x0[1] }),
  });
  const points = trajectory.along(drawingReadings(trajectory));
  const curve = points.map(row);
  const { sample } = settings;
  const path =
    "points" in sample
      ? trajectory.along(evenReadings(trajectory, sample.points)).map(row)
      : sample.times.map((time) => ({ ...row(trajectory.at(time)), t: time }));
  const { t, x1, x2, r1, r2, loss } = curve[curve.length - 1];
  const { status, extinct } = end;
  const ending = endingOf(status);
  const advice = ending.outcome === "failed" && ending.advice({ ...stats, maxSteps: settings.maxSteps });
  const metrics = measure({ flow, path: trajectory, points, targets: settings.targets, complete: !advice });
  return {
    start: label,
    x0: [x0[0], x0[1]],
    status,
    ...(advice && { advice }),
    ...(extinct && { extinct }),
    t,
    x: [x1, x2],
    r: [r1, r2],
    loss,
    events,
    metrics,
    check: check(settings, flow, trajectory, x0),
    stats,
    path,
    curve,
  };
}

/**
 * The runs of a scenario one by one, panel by panel, for callers that want to breathe or report in between.
 */
export function* simulateStepwise(scenario: Scenario): Generator<{ panel: string; run: Run }, Result> {
  const panels: PanelResult[] = [];
  for (const { name, settings } of expand(scenario)) {
    const result: PanelResult = { panel: name, settings, runs: [] };
    panels.push(result);
    for (const label of Object.keys(settings.starts)) {
      const run = simulateStart(settings, label);
      result.runs.push(run);
      yield { panel: name, run };
    }
  }
  return { scenario, panels };
}

/**
 * Simulates every start of every panel of a scenario.
 *
 * A run that fails is a value too: its status says so and its partial path is kept.
 *
 * @param scenario as `loadScenario` or `parseScenario` gives it
 * @throws UsageError where it is none
 * @example
 * ```js
 * import { loadScenario, simulate } from "dpo-flow";
 *
 * for (const { panel, runs } of simulate(loadScenario("beta-sweep")).panels) {
 *   console.log(panel, runs[0].start, runs[0].status, runs[0].metrics.extinctionTime.toPrecision(6));
 * }
 * // loss.beta=0.1 weak extinct 0.103683
 * // loss.beta=0.3 weak extinct 0.0375362
 * // loss.beta=0.5 weak extinct 0.0248750
 * ```
 */
export function simulate(scenario: Scenario): Result {
  checkShape("scenario", scenario, ["loss", "starts"], "what loadScenario or parseScenario gives");
  const steps = simulateStepwise(scenario);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
