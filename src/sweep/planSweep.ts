import { UsageError } from "../errors.js";
import { checkShape } from "../scenario/checks.js";
import { oneOf } from "../scenario/oneOf.js";
import type { Panel } from "../scenario/schema.js";
import { checkMetrics, checkPlan } from "./checkPlan.js";
import { chooseMethod } from "./method.js";
import { METHOD_CHOICES, SWEEP_METRICS, type SweepMetric, type SweepPlan } from "./plan.js";
import type { SampledStarts } from "./samplings/registry.js";
import type { SweepStarts } from "./starts.js";
import { SWEEP_PLANES, type SweepPlane, sweepBox, sweepPlane } from "./sweepPlanes.js";

/** What is asked of a sweep beside the panel; what is left out has a default. */
export interface SweepChoices {
  /** Name of the scenario, which summaries and figures give; default: the panel's own. */
  scenario?: string | undefined;
  /** Default: a grid of 256 × 256. */
  starts?: SampledStarts | undefined;
  /** In which coordinates starts are even; default: those that the scenario draws, or that are even with them. */
  plane?: SweepPlane | undefined;
  /** Default: all. The status comes along always: it tells a value that does not exist from one that failed. */
  metrics?: readonly SweepMetric[] | undefined;
  /** Default: `auto`, exact where that is known well enough, cell by cell. */
  method?: (typeof METHOD_CHOICES)[number] | undefined;
}

const DEFAULT_STARTS: SampledStarts = { kind: "grid", nx: 256, ny: 256 };

/**
 * Plans a sweep over the plane of one panel of a scenario. Its own starts do not matter.
 *
 * @throws UsageError where a choice names what there is not, for starts of which there are none or too many, and for
 *   the method `exact` where nothing exact is known
 * @example
 * ```js
 * import { expand, loadScenario, planSweep } from "dpo-flow";
 *
 * const [panel] = expand(loadScenario("weak-sft"));
 * const plan = planSweep(panel, { starts: { kind: "grid", nx: 16, ny: 16 }, metrics: ["extinctionTime"] });
 * console.log(plan.method, plan.metrics.join());
 * // exact extinctionTime,status
 * ```
 */
export function planSweep(panel: Panel, choices: SweepChoices = {}): SweepPlan {
  checkShape("panel", panel, ["name", "settings"], "one of the panels that expand gives");
  const { name, settings } = panel;
  const { starts: _starts, sample: _sample, ...rest } = settings;
  const { method = "auto", metrics = SWEEP_METRICS } = choices;
  oneOf("method: unknown", method, METHOD_CHOICES);
  checkMetrics(metrics);
  const exists = chooseMethod(rest, metrics);
  if (method === "exact" && exists !== "exact") {
    const { loss, geometry, domain } = rest;
    throw new UsageError(
      `nothing exact is known for ${loss.name} in ${geometry.name} geometry, domain ${domain}, with these parameters`,
    );
  }
  const plane = choices.plane ?? sweepPlane(settings.figure.plane);
  oneOf("plane: unknown", plane, SWEEP_PLANES);
  const starts: SweepStarts = {
    plane,
    box: sweepBox(plane, rest.reference),
    ...(choices.starts ?? DEFAULT_STARTS),
  };
  const plan: SweepPlan = {
    scenario: choices.scenario ?? settings.name,
    panel: name,
    settings: rest,
    starts,
    metrics: SWEEP_METRICS.filter((metric) => metrics.includes(metric) || metric === "status"),
    method: method === "auto" ? exists : method,
    ...(method === "auto" && exists === "exact" && { fallback: "odex" }),
  };
  checkPlan(plan);
  return plan;
}
