import { checkList, checkShape } from "../scenario/checks.js";
import { oneOf } from "../scenario/oneOf.js";
import { SWEEP_METHODS, SWEEP_METRICS, type SweepPlan } from "./plan.js";
import { samplingOf } from "./samplings/registry.js";
import { SWEEP_PLANES } from "./sweepPlanes.js";

/** @throws UsageError where there is no such metric */
export function checkMetrics(metrics: readonly unknown[]): void {
  checkList("metrics", metrics, 'a list of names such as ["extinctionTime"]');
  for (const metric of metrics) oneOf("metrics: unknown", metric, SWEEP_METRICS);
}

/**
 * Makes sure that a plan is one: a name that there is not would otherwise mean a sweep of nothing but zeros.
 *
 * @throws UsageError
 */
export function checkPlan(plan: SweepPlan): void {
  checkShape("plan", plan, ["settings", "starts", "metrics", "method"], "what planSweep gives");
  const { method, metrics, starts } = plan;
  oneOf("method: unknown", method, SWEEP_METHODS);
  checkMetrics(metrics);
  oneOf("plane: unknown", starts.plane, SWEEP_PLANES);
  samplingOf(starts.kind).check(starts);
}
