import { exactLevel } from "../../exact/level.js";
import { exactSolver } from "../../exact/registry.js";
import { ExactOutcome } from "../../exact/solution.js";
import type { Flow } from "../../model/flow.js";
import { askOf } from "../ask.js";
import type { CellSolver } from "../cell.js";
import type { SweepMetric, SweepSettings } from "../plan.js";

/**
 * Computes cells without integrating; undefined for settings, or events, of which nothing exact is known.
 *
 * @param flow of the settings
 */
export function createExactCell(
  flow: Flow,
  settings: SweepSettings,
  metrics: readonly SweepMetric[],
): CellSolver | undefined {
  const { events, reached, ends, setting } = askOf(settings, metrics, flow.loss);
  if (events.some(({ event }) => event !== "extinction")) return undefined;
  const levels = reached.map(({ computed }) => exactLevel(computed, setting));
  const question = { levels, ends: ends.length > 0 };
  const solve = exactSolver(settings, question, flow);
  if (!solve) return undefined;
  const outcome = new ExactOutcome(question);
  const deaths = Int32Array.from(events, ({ slot }) => slot);
  const slots = Int32Array.from(reached, ({ slot }) => slot);
  return (x1, x2, { values }) => {
    solve(x1, x2, outcome);
    for (let i = 0; i < deaths.length; i++) values[deaths[i]] = outcome.extinctionTime;
    for (let i = 0; i < slots.length; i++) values[slots[i]] = outcome.times[i];
    for (let i = 0; i < ends.length; i++) {
      values[ends[i].slot] = ends[i].value(outcome, setting) ?? Number.NaN;
    }
    return outcome.status;
  };
}
