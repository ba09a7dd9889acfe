import { exactExtinction } from "../exact/extinction.js";
import { marginClock } from "../exact/marginClock.js";
import type { Flow } from "../model/flow.js";
import type { Trajectory } from "../run/follow/trajectory.js";
import type { Panel } from "../scenario/schema.js";
import type { Check } from "./run.js";

const relative = (value: number, exact: number) => Math.abs(value - exact) / exact;

/** The legs of a trajectory before any extinction, each with whether it is free of walls and kinks. */
function livingLegs({ solution, events }: Trajectory) {
  const death = events.find(({ kind }) => kind === "extinction")?.t ?? Number.POSITIVE_INFINITY;
  return solution.legs
    .filter(({ nodes }) => nodes[0].y[2] < death)
    .map(({ phase, nodes }) => ({ free: !phase.restore, states: nodes.map(({ y }) => y) }));
}

/** Largest relative change of x1² + x2² (π_w² + π_l² in `probability` geometry) along any free arc. */
function invariantDrift({ loss, geometry }: Flow, trajectory: Trajectory): number | null {
  const conserved = geometry.motion?.radius;
  if (!loss.margin || !conserved) return null;
  const radius = (y: Float64Array) => conserved(y[0], y[1]);
  const drifts = livingLegs(trajectory)
    .filter(({ free }) => free)
    .flatMap(({ states }) => states.map((y) => relative(radius(y) ** 2, radius(states[0]) ** 2)));
  return drifts.length > 0 ? Math.max(...drifts) : null;
}

/** So many states along the free arc are compared with the margin clock. */
const COMPARED = 2;

/** Closer to a rest point than this share of the way, an error of the margin says more than one of the time. */
const NEARLY_THERE = 1e-2;

/** Before the margin has changed by this much, its rounding is a larger share of it than any error of the time. */
const SET_OUT = 1e-3;

/** Largest relative error of the time at which the run reaches the margins it passes before any wall. */
function clockError(clock: (margin: number) => number, trajectory: Trajectory): number | null {
  const legs = livingLegs(trajectory);
  const wall = legs.findIndex(({ free }) => !free);
  const states = (wall < 0 ? legs : legs.slice(0, wall)).flatMap((leg) => leg.states);
  const end = trajectory.solution.y;
  const margin = (y: Float64Array) => y[0] - y[1];
  const way = (y: Float64Array) => Math.abs(margin(y) - margin(end));
  const gone = (y: Float64Array) => Math.abs(margin(y) - margin(states[0]));
  const useful = states.filter((y) => way(y) > NEARLY_THERE * way(states[0]) && gone(y) > SET_OUT);
  const step = Math.max(1, Math.floor(useful.length / COMPARED));
  const errors = useful.filter((_, i) => i % step === 0).map((y) => relative(y[2], clock(margin(y))));
  const error = Math.max(...errors);
  return Number.isFinite(error) ? error : null;
}

/**
 * Compares a computed trajectory with what is known about it exactly. Nothing here feeds back into the run.
 *
 * @param x0 its start (x1, x2)
 */
export function check(
  settings: Panel["settings"],
  flow: Flow,
  trajectory: Trajectory,
  x0: readonly [number, number],
): Check {
  const exact = exactExtinction(settings, x0);
  const clock = marginClock(flow, x0);
  const { solution, extinct, events } = trajectory;
  const time = events.find((event) => event.kind === "extinction")?.t;
  const compared = exact && extinct === "dispreferred" && time !== undefined;
  return {
    exactExtinctionTime: exact?.time ?? null,
    relativeError: compared ? relative(time, exact.time) : null,
    exactFinalPreferred: exact?.preferred ?? null,
    finalRelativeError: compared ? relative(Math.exp(solution.y[0]), exact.preferred) : null,
    clockError: clock ? clockError(clock, trajectory) : null,
    invariantDrift: invariantDrift(flow, trajectory),
  };
}
