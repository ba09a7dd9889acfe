import { type ClockTable, clockTable } from "../../exact/clockTable.js";
import { createFlow } from "../../model/flow.js";
import { logProduct, softplus } from "../../model/logarithm.js";
import type { RestPoint } from "../../model/loss.js";
import { losses } from "../../model/losses/registry.js";
import { arrivalDistance } from "../../run/follow/arrival.js";
import type { Cell, CellSolver } from "../cell.js";
import type { SweepSettings } from "../plan.js";

/** Where the margin goes and on what clock: towards `rest`, from below (side −1) or above (+1), or to ∞. */
interface Way {
  table: ClockTable;
  /** The table's variable, which rises along the way, at a margin, and back. */
  toClock(margin: number): number;
  toMargin(u: number): number;
}

/**
 * Computes cells of losses of the margin alone, where no wall is in the way, by their margin clock: time is an
 * integral over the margin, times a constant of the track. Undefined for settings without.
 *
 * @see `marginClock.ts`, and the section "Exact results" of the README
 */
export function createClockCell(settings: SweepSettings): CellSolver | undefined {
  const { horizon, targets, tolerance } = settings;
  const { name, ...parameters } = settings.loss;
  const { loss, geometry } = createFlow(settings);
  const family = losses[name];
  const { motion } = geometry;
  if (!loss.margin || loss.kink || !motion || settings.domain !== "quadrant") return undefined;
  const at: RestPoint | undefined = family.restAt?.(parameters, settings.reference);
  const rest = at && "margin" in at && Number.isFinite(at.margin) ? at.margin : undefined;
  if (rest === undefined && !loss.restless) return undefined;

  const force = new Float64Array(4);
  // A loss that still falls where x2 is extinct moves x1 on along the axis.
  loss.logForce(0, -Infinity, force);
  if (motion.falls && rest === undefined && force[1] !== -Infinity) return undefined;
  /** log of dt/dm. */
  const logPace = (m: number) => {
    loss.logForce(m, 0, force);
    return -logProduct(motion.logRate(m, 0), force[1]);
  };
  const wayFrom = (side: -1 | 1): Way => {
    if (rest === undefined) {
      const same = (m: number) => m;
      return { table: clockTable((m) => Math.exp(logPace(m))), toClock: same, toMargin: same };
    }
    // Distance log(1 + e^(−u)): linear far out, and exponential in u near the rest point.
    const distance = (u: number) => softplus(-u);
    return {
      table: clockTable((u) => Math.exp(logPace(rest + side * distance(u)) - softplus(u))),
      toClock: (m) => -Math.log(Math.expm1(side * (m - rest))),
      toMargin: (u) => rest + side * distance(u),
    };
  };
  const [below, above] = [wayFrom(-1), wayFrom(1)];
  const arrived = arrivalDistance(tolerance.relative);
  const r = new Float64Array(2);

  return (x1, x2, cell: Cell) => {
    const m0 = Math.log(x1) - Math.log(x2);
    const track = motion.track(Math.log(x1), Math.log(x2));
    const way = rest !== undefined && m0 > rest ? above : below;
    const from = way.toClock(m0);
    const timeTo = (m: number) => track.scale * way.table.between(from, way.toClock(m));
    const near = rest === undefined ? Number.NaN : arrived / motion.stretch(rest);
    const end =
      rest === undefined
        ? motion.falls
          ? track.scale * way.table.beyond(from)
          : Number.POSITIVE_INFINITY
        : Math.abs(m0 - rest) <= near
          ? 0
          : timeTo(rest + Math.sign(m0 - rest) * near);
    const ends = end <= horizon;
    const last = ends
      ? (rest ?? Number.POSITIVE_INFINITY)
      : way.toMargin(way.table.reach(from, horizon / track.scale));
    cell.status = ends ? (rest === undefined ? "extinct" : "stationary") : "horizon";
    cell.extinctionTime = ends && rest === undefined ? end : Number.NaN;
    track.at(last, r);
    cell.finalPreferred = Math.exp(r[0]);
    cell.preferredGain = x1 * Math.expm1(r[0] - Math.log(x1));

    /** When a margin is reached, if it is. */
    const when = (m: number, upwards: boolean) => {
      if (upwards ? m0 >= m : m0 <= m) return 0;
      const past = upwards ? last >= m - 1e-12 : last <= m + 1e-12;
      if (!past || upwards !== last > m0) return Number.NaN;
      if (rest !== undefined && Math.abs(m - rest) <= near) return end;
      return Math.min(timeTo(m), ends ? end : horizon);
    };
    const half = track.whenDispreferred(-Math.LN2);
    cell.dispreferredHalfLife = Number.isFinite(half) ? when(half, half > m0) : Number.NaN;
    cell.timeToMargin = when(targets.margin, true);
  };
}
