import { markOf } from "../../measure/mark.js";
import type { Place } from "../../measure/metric.js";
import type { Flow } from "../../model/flow.js";
import { followFlow } from "../../run/follow/followFlow.js";
import type { Mark } from "../../run/mark.js";
import type { Path } from "../../run/path.js";
import { askOf } from "../ask.js";
import { type CellSolver, cellValue } from "../cell.js";
import type { SweepMetric, SweepSettings } from "../plan.js";
import { FAILURES } from "../statuses/registry.js";

/** Start and end of a trajectory; changes not by subtraction, for of x1 next to 1 little may be gained. */
function endsOf(start: Place, { end: { r }, events }: Pick<Path, "end" | "events">) {
  const gone = (which: "preferred" | "dispreferred") =>
    events.some(({ kind, component }) => kind === "extinction" && component === which);
  const r1 = gone("preferred") ? Number.NEGATIVE_INFINITY : r[0];
  const r2 = gone("dispreferred") ? Number.NEGATIVE_INFINITY : r[1];
  return {
    start,
    end: { x1: Math.exp(r1), x2: Math.exp(r2), r1, r2 },
    change1: start.x1 * Math.expm1(r1 - start.r1),
    change2: start.x2 * Math.expm1(r2 - start.r2),
  };
}

/** How cells are integrated. */
interface OdexCellOptions {
  /** Whether with dense output, which takes several times as long. Default: only where it fails without. */
  dense?: boolean;
  /** Counts what has been spent. */
  cost?: { evaluations: number };
}

/**
 * Follows each start with the integrator, without dense output; only what is asked for is located on the way.
 *
 * @param flow of the settings
 */
export function createOdexCell(
  flow: Flow,
  settings: SweepSettings,
  metrics: readonly SweepMetric[],
  { dense: always = false, cost }: OdexCellOptions = {},
): CellSolver {
  const { events: kinds, reached, ends, setting } = askOf(settings, metrics, flow.loss);
  return (x1, x2, { values }) => {
    const start = { x1, x2, r1: Math.log(x1), r2: Math.log(x2) };
    const marks: Mark[] = [];
    const slots: number[] = [];
    for (const { computed, slot } of reached) {
      const mark = markOf(computed, start, setting);
      if (!mark) continue;
      marks.push(mark);
      slots.push(slot);
    }
    const trajectory = (dense: boolean) => followFlow(flow, [x1, x2], settings, { dense, marks });
    const quick = trajectory(always);
    // Shorter steps may find the way where long ones do not.
    const found = !always && FAILURES.has(quick.end.status) ? trajectory(true) : quick;
    if (cost) cost.evaluations += found.stats.evaluations;
    const { status } = found.end;
    for (const { event, slot } of kinds) {
      values[slot] = found.events.find(({ kind }) => kind === event)?.t ?? Number.NaN;
    }
    for (const [i, slot] of slots.entries()) values[slot] = found.marks[i].t;
    const whole = ends.length > 0 ? endsOf(start, found) : undefined;
    for (const { value, slot } of ends) if (whole) values[slot] = cellValue(value(whole, setting));
    if (FAILURES.has(status)) {
      for (const { slot, ofTheEnd } of [...kinds, ...reached, ...ends])
        if (ofTheEnd) values[slot] = Number.NaN;
    }
    return status;
  };
}
