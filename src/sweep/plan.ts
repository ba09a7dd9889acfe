import { SWEPT, type SweptMetric } from "../measure/registry.js";
import { checkList, checkShape, oneOf } from "../scenario/checks.js";
import type { Panel } from "../scenario/schema.js";
import { samplingOf } from "./samplings/registry.js";
import { describedStarts, SWEEP_PLANES, type SweepStarts } from "./starts.js";

/** What a sweep can say of every cell: numbers, and how it ended. */
export type SweepMetric = SweptMetric | "status";

/** In the order in which its files list them. Metrics whose record has the facet `sweep`, and last the status. */
export const SWEEP_METRICS: readonly SweepMetric[] = [...SWEPT, "status"];

/** What of a scenario a sweep depends on. */
export type SweepSettings = Omit<Panel["settings"], "starts" | "sample">;

/** Names of the ways in which trajectories are computed: by integration, or from what is known in closed form. */
export const SWEEP_METHODS = ["odex", "exact"] as const;

/** How trajectories are computed: by integration, or from what is known in closed form. */
export type SweepMethod = (typeof SWEEP_METHODS)[number];

/** Everything that decides what a sweep gives, to the last bit. Plain data. */
export interface SweepPlan {
  scenario: string;
  panel: string;
  settings: SweepSettings;
  starts: SweepStarts;
  metrics: SweepMetric[];
  method: SweepMethod;
}

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

/** A plan as `summary.json` and figures say it. */
export const describedPlan = (plan: SweepPlan) => ({ ...plan, starts: describedStarts(plan.starts) });
