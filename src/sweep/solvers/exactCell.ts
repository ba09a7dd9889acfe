import { Inexact } from "../../exact/inexact.js";
import { exactLevel } from "../../exact/level.js";
import { exactSolver } from "../../exact/registry.js";
import { ExactOutcome } from "../../exact/solution.js";
import type { Flow } from "../../model/flow.js";
import { askOf } from "../ask.js";
import { type CellSolver, cellValue } from "../cell.js";
import type { SweepMetric, SweepSettings } from "../plan.js";

/** What the error of an exact cell may be, as a share of the relative tolerance: estimates are rough. */
const SHARE = 0.5;

/** An error that is always good enough: integration does not come closer, whatever the tolerance. */
const LEAST = 1e-12;

/**
 * Computes cells without integrating; undefined for settings, or events, of which nothing exact is known.
 *
 * @param flow      of the settings
 * @param otherwise computes the cells whose own error is too large, or that cannot be evaluated; default:
 *   none does, and such a cell throws `Inexact`
 */
export function createExactCell(
  flow: Flow,
  settings: SweepSettings,
  metrics: readonly SweepMetric[],
  otherwise?: CellSolver,
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
  const allowed = Math.max(LEAST, SHARE * settings.tolerance.relative);
  return (x1, x2, cell) => {
    outcome.error = 0;
    solve(x1, x2, outcome);
    if (!(outcome.error <= allowed)) {
      if (otherwise) return otherwise(x1, x2, cell);
      throw new Inexact(outcome.obstacle ?? "what is known exactly cannot be evaluated to the tolerance");
    }
    const { values } = cell;
    for (let i = 0; i < deaths.length; i++) values[deaths[i]] = outcome.extinctionTime;
    for (let i = 0; i < slots.length; i++) values[slots[i]] = outcome.times[i];
    for (let i = 0; i < ends.length; i++) {
      values[ends[i].slot] = cellValue(ends[i].value(outcome, setting));
    }
    return outcome.status;
  };
}
