import type { Flow } from "../../model/flow.js";
import type { Phase, Tolerance } from "../../ode/problem.js";
import type { Component, RunEvent } from "../event.js";
import type { Approach } from "../path.js";
import type { RunStatus } from "../statuses/registry.js";
import type { Arrival } from "./arrival.js";
import type { Marks } from "./marks.js";
import type { Mode } from "./mode.js";

/** What happens while a flow is followed, noted down on the way. */
export interface Logbook {
  events: RunEvent[];
  /** The first response to reach zero. */
  extinct?: Component;
  approach?: Approach;
  /** One for each phase that looks out for a rest point. */
  arrivals: Arrival[];
}

/** What all that has to do with following one trajectory goes by. States are y = (r1, r2, t). */
export interface Pursuit {
  readonly flow: Flow;
  readonly horizon: number;
  /** The relative tolerance asked for. */
  readonly relative: number;
  /** What the integrator is asked for. */
  readonly tolerance: Tolerance;
  /** Whether the way is wanted, or only where it ends and what happens on it. */
  readonly dense: boolean;
  /** Whether nothing rests on the way, so that nobody need look out for it. */
  readonly restless: boolean;
  readonly marks: Marks;
  readonly log: Logbook;
  /**
   * The phase in which the equation of a mode is integrated.
   *
   * @param unit    of plain time, for a stretch that is stiff
   * @param closing factor of the weights of the log-ratios, for a stretch that closes in on a rest point
   */
  phaseIn(mode: Mode, unit?: number, closing?: number): Phase<RunStatus>;
}

/** Notes down what has happened at y. */
export function record(
  { log }: Pursuit,
  kind: RunEvent["kind"],
  y: Float64Array,
  more: Partial<RunEvent> = {},
): void {
  log.events.push({ t: y[2], kind, ...more });
}

/**
 * The status of a run that comes to rest in a mode: extinct on an axis, where no response is left that could
 * move.
 */
export const statusAtRest = ({ dead }: Mode): RunStatus => (dead === undefined ? "stationary" : "extinct");
