import { ON_FACE } from "../../model/domain.js";
import type { Flow } from "../../model/flow.js";
import type { Tolerance, Transition } from "../../ode/problem.js";
import type { Solution } from "../../ode/solution.js";
import { solve } from "../../ode/solve.js";
import { placeOf } from "../event.js";
import { type Mark, ROUNDING } from "../mark.js";
import type { RunStatus } from "../statuses/registry.js";
import { goOn } from "./goOn.js";
import { createMarks } from "./marks.js";
import { phaseIn } from "./phase.js";
import { type Logbook, type Pursuit, record } from "./pursuit.js";
import { Trajectory } from "./trajectory.js";

/**
 * The integrator works this much tighter than the tolerance asked for, in the log-ratios and in time: errors
 * add up over steps, and more so over the longer ones that it takes without dense output. An error of a
 * log-ratio shows in all that follows, one of the time in itself alone.
 *
 * Chosen by the largest error of the extinction time over 24 × 24 starts of DPO (β = 0.1, `ratio` geometry,
 * tolerance 1e-9, `bench/trajectories.mjs`): without dense output it is 6.6e-9 with factors of 1, 4e-10 with
 * 0.1, and 2e-10 with these, which cost an eighth more time than 1; with dense output it is 1.6e-10 with 1
 * and 1.5e-11 with 0.1.
 */
const INNER = { dense: { r: 0.1, t: 0.1 }, plain: { r: 0.02, t: 0.05 } };

/**
 * Relative weight of the log-ratios, a hundred times their rounding: a tolerance below that could not be met
 * where they are large. Of little consequence: from 0 to 1e-12 runs spend as many evaluations, to one per
 * cent.
 */
const R_RELATIVE = 1e-14;

/** What of a scenario's settings bears on how its flow is followed. */
export interface FollowSettings {
  horizon: number;
  maxSteps: number;
  tolerance: { relative: number; absolute: number };
}

/** How a trajectory is followed. */
export interface FollowOptions {
  /** False where only the end, the events and the marks matter; see `Problem.dense`. Default: true. */
  dense?: boolean;
  marks?: readonly Mark[];
}

/** Tolerances of the integrator for y = (r1, r2, t). */
function innerTolerance({ relative, absolute }: FollowSettings["tolerance"], dense: boolean): Tolerance {
  const inner = dense ? INNER.dense : INNER.plain;
  const weight = inner.r * (relative + absolute);
  return {
    // An error in r is a relative error in x. The weight of t is purely relative, but for 0 itself: T spans
    // many decades.
    absolute: [weight, weight, 1e-300],
    relative: [R_RELATIVE, R_RELATIVE, inner.t * relative],
  };
}

/** The first transition: into the mode in which the flow leaves its start, or to rest on the spot. */
function setOut(pursuit: Pursuit, y0: Float64Array): Transition<RunStatus> {
  const { flow, marks } = pursuit;
  const { faces, kink } = flow;
  const walls = faces.filter((face) => Math.abs(face.value(y0[0], y0[1])) <= ON_FACE);
  const height = kink?.value(y0[0], y0[1]) ?? 0;
  const side = kink && (height < 0 ? "below" : "above");
  const onKink = kink !== undefined && Math.abs(height) <= ON_FACE;
  marks.note(0, y0);
  for (const { name } of walls) record(pursuit, "reach-face", y0, { face: name });
  return goOn(pursuit, y0, { side }, { walls, kink: onKink }, walls);
}

/** A solution that ends where it starts. */
const standstill = (status: RunStatus, y: Float64Array, tolerance: Tolerance): Solution<RunStatus> => ({
  status,
  s: 0,
  y,
  legs: [],
  stats: { steps: 0, rejected: 0, evaluations: 0 },
  tolerance,
});

/**
 * Follows a flow from one start until it is extinct, at rest, or at the horizon: freely inside the domain,
 * along walls while the flow pushes outwards, along kinks at which both branches point, and along an axis
 * once one response is extinct.
 *
 * @param x0 start (x1, x2), probability ratios, both > 0, inside the domain
 */
export function followFlow(
  flow: Flow,
  x0: readonly [number, number],
  settings: FollowSettings,
  { dense = true, marks: wanted = [] }: FollowOptions = {},
): Trajectory {
  const { horizon, maxSteps } = settings;
  const tolerance = innerTolerance(settings.tolerance, dense);
  const log: Logbook = { events: [], arrivals: [] };
  const marks = createMarks(wanted);
  const pursuit: Pursuit = {
    flow,
    horizon,
    relative: settings.tolerance.relative,
    tolerance,
    dense,
    restless: flow.loss.restless,
    marks,
    log,
    phaseIn: (mode, unit, closing) => phaseIn(pursuit, mode, unit, closing),
  };
  const y0 = Float64Array.of(Math.log(x0[0]), Math.log(x0[1]), 0);
  const first = setOut(pursuit, y0);
  const solution =
    "status" in first
      ? standstill(first.status, y0, tolerance)
      : solve({ dimension: 3, y0, phase: first.next, tolerance, maxSteps, dense });
  // A loss that is not defined everywhere says so by a force that is not finite.
  const status = solution.status === "non-finite" && flow.loss.contains ? "out-of-domain" : solution.status;
  const dead = log.extinct === undefined ? undefined : placeOf(log.extinct);
  marks.note(solution.s, solution.y, dead, ROUNDING);
  const evaluations = log.arrivals.reduce(
    (sum, arrival) => sum + arrival.evaluations,
    solution.stats.evaluations,
  );
  return new Trajectory(solution, status, log, marks.reached, { ...solution.stats, evaluations });
}
