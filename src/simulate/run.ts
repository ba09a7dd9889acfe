import type { Metrics } from "../measure/registry.js";
import type { Component, RunEvent } from "../run/event.js";
import type { Sample } from "../run/sample.js";
import type { RunStatus } from "../run/statuses/registry.js";
import type { Panel, Scenario } from "../scenario/schema.js";

/** What is known exactly about a run, and how far the integration is from it; null where nothing is known. */
export interface Check {
  /** Closed-form extinction time. */
  exactExtinctionTime: number | null;
  /** |extinctionTime − exactExtinctionTime| / exactExtinctionTime. */
  relativeError: number | null;
  /** Closed-form x1 at extinction. */
  exactFinalPreferred: number | null;
  /** |finalPreferred − exactFinalPreferred| / exactFinalPreferred. */
  finalRelativeError: number | null;
  /** Largest relative error in time against the margin clock, along the way to the first wall. */
  clockError: number | null;
  /** Largest relative change of the conserved x1² + x2² along any free arc. */
  invariantDrift: number | null;
}

/** What a run has cost: accepted and rejected steps, and evaluations of the vector field. */
export interface RunStats {
  steps: number;
  rejected: number;
  evaluations: number;
}

/** One trajectory: a start, where it went and how fast, and how right the answer is. */
export interface Run {
  /** Label of the start in the scenario. */
  start: string;
  x0: [number, number];
  status: RunStatus;
  /** What happened and what to try, when the status is a failure. */
  advice?: string;
  /** The response whose probability has reached zero. */
  extinct?: Component;
  /** Final time, state and loss. */
  t: number;
  x: [number, number];
  /** Its log-ratios: −Infinity for an extinct response, and finite where x is beyond the range of doubles. */
  r: [number, number];
  loss: number;
  events: readonly RunEvent[];
  metrics: Metrics;
  check: Check;
  stats: RunStats;
  /** The rows that the scenario's `sample` asks for. */
  path: Sample[];
  /** The same trajectory sampled for drawing: dense where x moves visibly, events included. */
  curve: Sample[];
}

/** The runs of one panel of a scenario, one for each start. */
export interface PanelResult {
  /** `base` without `vary`, otherwise the combination, such as `loss.beta=0.3`. */
  panel: string;
  settings: Panel["settings"];
  runs: Run[];
}

/** Everything that simulating one scenario gives. */
export interface Result {
  scenario: Scenario;
  panels: PanelResult[];
}
