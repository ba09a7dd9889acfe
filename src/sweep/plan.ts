import { SWEPT, type SweptMetric } from "../measure/registry.js";
import type { Panel } from "../scenario/schema.js";
import { describedStarts, type SweepStarts } from "./starts.js";

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

/** What can be asked for: one of them, or `auto`, exact where something exact is known. */
export const METHOD_CHOICES = ["auto", ...SWEEP_METHODS] as const;

/** Everything that decides what a sweep gives, to the last bit. Plain data. */
export interface SweepPlan {
  scenario: string;
  panel: string;
  settings: SweepSettings;
  starts: SweepStarts;
  metrics: SweepMetric[];
  method: SweepMethod;
  /** What computes the cells of an exact sweep whose own error is too large; absent where these are errors. */
  fallback?: "odex";
}

/** A plan as `summary.json` and figures say it. */
export const describedPlan = (plan: SweepPlan) => ({ ...plan, starts: describedStarts(plan.starts) });
