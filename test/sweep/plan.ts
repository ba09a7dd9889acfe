import { SWEPT, type SweptMetric } from "../../src/measure/registry.js";
import { losses } from "../../src/model/losses/registry.js";
import type { Scenario } from "../../src/scenario/schema.js";
import { numbersOf } from "../../src/sweep/ask.js";
import { createCell } from "../../src/sweep/cell.js";
import { createCellSolver } from "../../src/sweep/cellSolver.js";
import { SWEEP_METRICS, type SweepMethod, type SweepPlan } from "../../src/sweep/plan.js";
import type { SweepStarts } from "../../src/sweep/starts.js";
import type { CellStatus } from "../../src/sweep/statuses/registry.js";
import { sweepBox } from "../../src/sweep/sweepPlanes.js";
import { settings } from "../settings.js";

/** The metrics that are compared relatively; a gain may be tiny beside x1. */
export const COMPARED = SWEPT.filter((metric) => metric !== "preferredGain");

/** A loss with its defaults and some parameters. */
export const loss = (name: string, parameters: Record<string, unknown> = {}) => ({
  name,
  ...losses[name].parameters.parse(parameters),
});

/** A plan for a small grid of all metrics, with some changes. */
export function plan(
  changes: Partial<Scenario> = {},
  method: SweepMethod = "odex",
  starts: Partial<SweepStarts> & Record<string, unknown> = {},
): SweepPlan {
  const { starts: _starts, sample: _sample, ...rest } = settings(changes);
  const plane = starts.plane ?? "ratio";
  const grid = "kind" in starts ? {} : { kind: "grid", nx: 9, ny: 7 };
  return {
    scenario: "test",
    panel: "base",
    settings: rest,
    starts: { plane, box: sweepBox(plane, rest.reference), ...grid, ...starts } as SweepStarts,
    metrics: [...SWEEP_METRICS],
    method,
  };
}

/** A cell with its numbers by name. */
export type NamedCell = Record<SweptMetric, number> & { status: CellStatus };

export const emptyCell = (): NamedCell => ({
  ...(Object.fromEntries(SWEPT.map((metric) => [metric, Number.NaN])) as Record<SweptMetric, number>),
  status: "outside",
});

/** Computes cells of a plan one by one. */
export function cellSolver(given: SweepPlan): (x1: number, x2: number, named: NamedCell) => void {
  const solve = createCellSolver(given);
  const cell = createCell(given);
  return (x1, x2, named) => {
    solve(x1, x2, cell);
    named.status = cell.status;
    for (const [i, metric] of numbersOf(given.metrics).entries()) named[metric] = cell.values[i];
  };
}
