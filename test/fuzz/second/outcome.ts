import type { Loss } from "../../../src/model/loss.js";
import { ARRIVED } from "../../../src/run/arrivalDistance.js";
import type { RunStatus } from "../../../src/run/statuses/registry.js";
import type { Panel } from "../../../src/scenario/schema.js";
import { FINE, followSecond, type Precision } from "./follow.js";
import type { Problem } from "./problem.js";
import { createProblem } from "./problem.js";
import { distanceBetween } from "./rest.js";
import { type Count, endOf } from "./step.js";
import { radauIIA } from "./tableau.js";
import { cut, firstCrossing, type Happening, placeOf, timeOf, type Way } from "./way.js";

/** What becomes of a start, by the second integrator. */
export interface Outcome {
  readonly status: RunStatus | "lost";
  readonly reason?: string | undefined;
  readonly t: number;
  readonly r: readonly [number, number];
  readonly happenings: readonly Happening[];
  readonly halfLife: number | null;
  readonly timeToMargin: number | null;
  readonly timeToLoss: number | null;
  /** The log-ratios at a time before the end. */
  at(t: number): readonly [number, number];
  readonly evaluations: number;
}

/** A mark that is missed by less at the end counts as reached there. */
const ROUNDING = 1e-12;

/** First time at which a function of the log-ratios is no longer negative; null where that is not before `until`. */
function firstTime(
  way: Way,
  precision: Precision,
  value: (r1: number, r2: number) => number,
  until: number,
  count: Count,
): number | null {
  const tableau = radauIIA(precision.stages);
  for (const [k, stretch] of way.stretches.entries()) {
    const { mode, step } = stretch;
    const start = placeOf(mode, step.from);
    const t0 = timeOf(step.from);
    if (t0 > until) return null;
    // Between the end of a mode and the start of the next one a response may have died.
    if (value(...start) >= 0) return k === 0 ? 0 : t0;
    const found = firstCrossing(tableau, stretch, (state) => value(...placeOf(mode, state)), count);
    if (found) {
      const t = timeOf(endOf(found.step));
      return t <= until ? t : null;
    }
  }
  return null;
}

/** Where a way is at a time. */
function placeAt(way: Way, precision: Precision, t: number, count: Count): [number, number] {
  const tableau = radauIIA(precision.stages);
  for (const stretch of way.stretches) {
    const { mode, step } = stretch;
    if (timeOf(endOf(step)) < t) continue;
    const found = firstCrossing(tableau, stretch, (state) => timeOf(state) / t - 1, count);
    return placeOf(mode, endOf(found?.step ?? step));
  }
  return [way.r[0], way.r[1]];
}

/** When a way that ends near a rest point is first within a distance of it. */
function arrivalTime({ stretches, r }: Way, precision: Precision, arrived: number, count: Count): number {
  const tableau = radauIIA(precision.stages);
  const left = (mode: (typeof stretches)[number]["mode"], state: Parameters<typeof placeOf>[1]) =>
    1 - distanceBetween(placeOf(mode, state), r) / arrived;
  for (let k = stretches.length - 1; k >= 0; k--) {
    const { mode, step } = stretches[k];
    if (left(mode, step.from) >= 0 && k > 0) continue;
    const found = firstCrossing(tableau, stretches[k], (state) => left(mode, state), count);
    return timeOf(found ? endOf(found.step) : left(mode, step.from) >= 0 ? step.from : endOf(step));
  }
  return 0;
}

/** Marks on the way up to `until`; at the end, rounding does not count against them. */
function marksOf(
  problem: Problem,
  way: Way,
  precision: Precision,
  x0: readonly [number, number],
  settings: Panel["settings"],
  until: number,
  end: readonly [number, number],
  over: boolean,
  count: Count,
) {
  const { loss }: { loss: Loss } = problem.flow;
  const { targets } = settings;
  const [r1, r2] = [Math.log(x0[0]), Math.log(x0[1])];
  const first = (value: (a: number, b: number) => number) => {
    const t = firstTime(way, precision, value, until, count);
    return t ?? (over && value(...end) >= -ROUNDING ? until : null);
  };
  const target = targets.loss * loss.value(r1, r2);
  return {
    halfLife: first((_a, b) => r2 - Math.LN2 - b),
    timeToMargin: first((a, b) => a - b - targets.margin),
    // In units of the target: a small loss is one, too.
    timeToLoss: target > 0 && Number.isFinite(target) ? first((a, b) => 1 - loss.value(a, b) / target) : null,
  };
}

/** What becomes of the first start of a panel. */
export function secondOutcome(
  settings: Panel["settings"],
  x0: readonly [number, number],
  precision: Precision = FINE,
): Outcome {
  const problem = createProblem(settings);
  const way = followSecond(problem, x0, ARRIVED, precision);
  const count: Count = { evaluations: way.evaluations };
  const { horizon } = settings;
  const dead = way.happenings.some(({ kind, t }) => kind === "extinction" && t <= horizon);
  const resting: RunStatus = dead ? "extinct" : "stationary";
  let [status, t, r]: [Outcome["status"], number, readonly [number, number]] = [resting, way.t, way.r];
  if (way.ending === "lost") status = "lost";
  else if (way.ending === "near rest") t = arrivalTime(way, precision, ARRIVED, count);
  if (status !== "lost" && (way.ending === "horizon" || t > horizon)) {
    status = "horizon";
    t = horizon;
    r = placeAt(way, precision, horizon, count);
  }
  return {
    status,
    reason: way.reason,
    t,
    r,
    happenings: way.happenings.filter((each) => each.t <= t),
    ...marksOf(problem, way, precision, x0, settings, t, r, true, count),
    at: (time) => placeAt(way, precision, time, count),
    get evaluations() {
      return count.evaluations;
    },
  };
}

export { cut };
