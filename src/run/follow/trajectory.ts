import type { Cost } from "../../ode/odex.js";
import { type Solution, sample } from "../../ode/solution.js";
import { atTime } from "../atTime.js";
import { type Component, placeOf, type RunEvent } from "../event.js";
import {
  type Approach,
  type Arc,
  LAST_TO_DIE,
  type Path,
  type PathEnd,
  type PathPoint,
  type Stretch,
} from "../path.js";
import type { RunStatus } from "../statuses/registry.js";
import { fadingOf } from "./fading.js";
import type { Moment } from "./marks.js";

/** What happened while a trajectory was followed. */
export interface Happenings {
  readonly events: readonly RunEvent[];
  readonly extinct?: Component | undefined;
  readonly approach?: Approach | undefined;
}

/**
 * What a computed state stands for: an extinct response has log-ratio −∞. One that dies after the other stays
 * at a log-ratio whose exponential is 0, so that the margin keeps the sign it had.
 */
function pointOf(events: readonly RunEvent[], s: number, y: Float64Array): PathPoint {
  const r: [number, number] = [y[0], y[1]];
  let limit = -Infinity;
  for (const { kind, component, t } of events) {
    if (kind !== "extinction" || !component || y[2] < t) continue;
    r[placeOf(component)] = limit;
    limit = LAST_TO_DIE;
  }
  return { s, r, t: y[2] };
}

const asComputed = ({ s, y }: { s: number; y: Float64Array }): PathPoint => ({ s, r: [y[0], y[1]], t: y[2] });

/** The legs of a solution as arcs. */
const arcsOf = ({ legs, s, y }: Solution<unknown>): Arc[] =>
  legs.map(({ phase, nodes }, k) => ({
    points: nodes.map(asComputed),
    end: asComputed(legs[k + 1]?.nodes[0] ?? { s, y }),
    free: !phase.restore,
  }));

/** The path that following a flow gives, with what only the follower knows. */
export class Trajectory implements Path {
  /** The piecewise smooth solution for y = (r1, r2, t) against the clock. */
  readonly solution: Solution<RunStatus>;
  readonly events: readonly RunEvent[];
  readonly end: PathEnd;
  /** When each of the marks asked for is reached. */
  readonly marks: readonly Moment[];
  /** What the run has cost, the search for rest points included. */
  readonly stats: Cost;
  #arcs: readonly Arc[] | undefined;

  /** @param status how the run ended, which may be more than the solution knows */
  constructor(
    solution: Solution<RunStatus>,
    status: RunStatus,
    { events, extinct, approach }: Happenings,
    marks: readonly Moment[],
    stats: Cost,
  ) {
    this.solution = solution;
    this.events = events;
    const { s, r, t } = pointOf(events, solution.s, solution.y);
    this.end = { s, r, t, status, extinct, approach };
    this.marks = marks;
    this.stats = stats;
  }

  arcs(): readonly Arc[] {
    this.#arcs ??= arcsOf(this.solution);
    return this.#arcs;
  }

  along(readings: readonly number[]): PathPoint[] {
    const { solution, events } = this;
    const inside = solution.legs.length > 0 ? readings.filter((s) => s < solution.s) : [];
    const states = inside.length > 0 ? sample(solution, inside) : [];
    return readings.map((s, i) => pointOf(events, s, states[i] ?? solution.y));
  }

  at(t: number): PathPoint {
    return atTime(this, t);
  }

  fading(): readonly Stretch[] {
    return this.solution.legs.flatMap((_, k) => fadingOf(this.solution, this.events, k) ?? []);
  }
}
