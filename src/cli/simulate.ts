import { setImmediate as breathe } from "node:timers/promises";
import { expand } from "../scenario/expand.js";
import type { Scenario } from "../scenario/schema.js";
import type { Result } from "../simulate/run.js";
import { simulateStepwise } from "../simulate/simulate.js";
import type { Progress } from "./progress.js";

/** Number of runs in all panels of some scenarios. */
export function countRuns(scenarios: readonly Scenario[]): number {
  const panels = scenarios.flatMap(expand);
  return panels.reduce((sum, { settings }) => sum + Object.keys(settings.starts).length, 0);
}

/** Simulates a scenario, letting signals in after each run. */
export async function simulateWithProgress(scenario: Scenario, progress: Progress): Promise<Result> {
  const steps = simulateStepwise(scenario);
  for (;;) {
    await breathe();
    const step = steps.next();
    if (step.done) return step.value;
    progress.step(`${scenario.name}: ${step.value.run.start}`);
  }
}
