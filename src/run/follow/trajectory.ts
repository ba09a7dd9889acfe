import { type Face, ON_FACE } from "../../model/domain.js";
import type { Flow } from "../../model/flow.js";
import { onClock } from "../../ode/clock.js";
import type { Event } from "../../ode/event.js";
import type { Phase, Transition } from "../../ode/problem.js";
import type { Solution } from "../../ode/solution.js";
import { solve } from "../../ode/solve.js";
import type { Component, RunEvent } from "../event.js";
import type { RunStatus } from "../statuses/registry.js";
import { type Approach, type Arrival, arrivalIn } from "./arrival.js";
import { type Death, dying } from "./dying.js";
import { createMarks, type Mark, ROUNDING } from "./marks.js";
import { branchOf, logRatio, type Mode, onto, snapTo, velocityOf } from "./mode.js";
import { stiffnessWatch } from "./stiffness.js";

const COMPONENTS: readonly Component[] = ["preferred", "dispreferred"];

/**
 * The integrator works this much tighter than the tolerance asked for, in the log-ratios and in time: errors add up
 * over steps, and more so over the longer ones that it takes without dense output. An error of a log-ratio shows in
 * all that follows, one of the time in itself alone.
 */
const INNER = { dense: { r: 0.1, t: 0.1 }, plain: { r: 0.02, t: 0.05 } };

/** Within this distance (in log-ratios) of a rest point a trajectory counts as arrived, at least. */
const ARRIVED = 1e-6;

/** The same, at most: a rest point is not declared from afar, however coarse the tolerance. */
const ARRIVED_AT_MOST = 1e-3;

/** Distance from a rest point, in log-ratios, at which a trajectory has arrived, for a relative tolerance. */
export const arrivalDistance = (relative: number): number =>
  Math.min(ARRIVED_AT_MOST, Math.max(ARRIVED, 1e3 * relative));

/** Log-ratios that grow beyond this leave the range of doubles soon after. */
const LARGEST = 690;

export interface TrajectorySettings {
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

/** A trajectory as a piecewise smooth solution for y = (r1, r2, t), with what happened along it. */
export interface Trajectory {
  solution: Solution<RunStatus>;
  /** How a rest point is approached after the end, for a run that ends at one. */
  approach?: Approach;
  events: RunEvent[];
  extinct?: Component;
  /** When each of the marks asked for is reached; NaN for one that never is. */
  marks: number[];
}

/**
 * Follows a flow from one start until it is extinct, at rest, or at the horizon: freely inside the domain,
 * along walls while the flow pushes outwards, along kinks at which both branches point, and along an axis once
 * one response is extinct.
 *
 * @param x0 start (x1, x2), probability ratios, both > 0, inside the domain
 */
export function follow(
  flow: Flow,
  x0: readonly [number, number],
  settings: TrajectorySettings,
  { dense = true, marks = [] }: FollowOptions = {},
): Trajectory {
  const { horizon } = settings;
  const { relative, absolute } = settings.tolerance;
  const arrived = arrivalDistance(relative);
  const { faces, kink } = flow;
  const events: RunEvent[] = [];
  let extinct: Component | undefined;
  let approach: Approach | undefined;
  const arrivals: Arrival[] = [];
  const { restless } = flow.loss;
  const noted = createMarks(marks);

  const record = (kind: RunEvent["kind"], y: Float64Array, more: Partial<RunEvent> = {}) => {
    events.push({ t: y[2], kind, ...more });
  };

  const atHorizon: Event<RunStatus> = {
    value: (y) => y[2] / horizon - 1,
    apply: (_s, y) => {
      y[2] = horizon;
      return { status: "horizon", y };
    },
  };

  /** The preferred response of a loss without a minimum may grow for ever where there is no wall. */
  const outOfRange: Event<RunStatus> = {
    value: (y) => Math.max(y[0], y[1]) / LARGEST - 1,
    apply: (_s, y) => ({ status: "out-of-domain", y }),
  };

  const atRest = ({ dead }: Mode): RunStatus => (dead === undefined ? "stationary" : "extinct");

  const reach = (mode: Mode, wall: Face): Event<RunStatus> => ({
    value: (y) => wall.value(logRatio(y, 0, mode.dead), logRatio(y, 1, mode.dead)),
    apply: (_s, y) => settle(y, mode, mode.wall ? [mode.wall, wall] : [wall], mode.side === "on"),
  });

  const leave = (mode: Mode, wall: Face): Event<RunStatus> => ({
    value: (y) => -branchOf(flow, mode).push(wall, y[0], y[1]),
    apply: (_s, y) => {
      snapTo(flow, mode, y);
      record("leave-face", y, { face: wall.name });
      return settle(y, { ...mode, wall: undefined }, [], mode.side === "on");
    },
  });

  /** Crossing or meeting the kink from one side of it. */
  const meetKink = (mode: Mode, line: NonNullable<Flow["kink"]>): Event<RunStatus> => ({
    value: (y) => {
      const value = line.value(logRatio(y, 0, mode.dead), logRatio(y, 1, mode.dead));
      return Math.max(-1e3, Math.min(1e3, mode.side === "below" ? value : -value));
    },
    apply: (_s, y) => {
      if (mode.dead === undefined) onto(line, y);
      record("kink", y);
      return settle(y, mode, mode.wall ? [mode.wall] : [], true);
    },
  });

  /** Letting go of the kink because the branch on one side no longer points at it. */
  const leaveKink = (line: NonNullable<Flow["kink"]>, side: "below" | "above"): Event<RunStatus> => {
    const v = new Float64Array(2);
    const [n1, n2] = line.normal;
    const sign = side === "below" ? -1 : 1;
    return {
      value: (y) => {
        line[side].velocity(y[0], y[1], v);
        return sign * (n1 * v[0] + n2 * v[1]);
      },
      apply: (_s, y) => {
        onto(line, y);
        return { next: phase({ side }), y };
      },
    };
  };

  /** @param unit of plain time, for a stretch that is stiff */
  const phase = (mode: Mode, unit?: number): Phase<RunStatus> => {
    const stiff = unit !== undefined;
    const { wall, side } = mode;
    const velocity = velocityOf(flow, mode);
    const circumstances = { velocity, mayRest: !restless };
    const watched: Event<RunStatus>[] = [atHorizon, outOfRange];
    const arrival = restless ? undefined : arrivalIn(flow, mode, arrived);
    if (arrival) {
      arrivals.push(arrival);
      watched.push({
        atStepEnds: true,
        value: arrival.value,
        apply: (_s, y) => {
          approach = arrival.settle(y);
          return { status: atRest(mode), y };
        },
      });
    }
    watched.push(...noted.events(mode));
    for (const face of faces) if (face !== wall) watched.push(reach(mode, face));
    if (wall) watched.push(leave(mode, wall));
    if (kink && side === "on") watched.push(leaveKink(kink, "below"), leaveKink(kink, "above"));
    if (kink && (side === "below" || side === "above")) watched.push(meetKink(mode, kink));
    const isStiff = stiffnessWatch(velocity, horizon);
    const v = new Float64Array(2);
    return {
      stiff,
      derivative: stiff
        ? (_s, y, dy) => {
            // Plain time: the regularised clock would hide the linearity of a stiff field.
            const scale = unit * Math.exp(velocity(y[0], y[1], v));
            dy[0] = v[0] * scale;
            dy[1] = v[1] * scale;
            dy[2] = unit;
          }
        : onClock((y, out) => velocity(y[0], y[1], out), 2, horizon),
      events: watched,
      ...(!stiff &&
        arrival && {
          // Where the clock has turned into ordinary time the approach is gentle, and nothing need be kept short.
          ahead: (y) => {
            const speed = velocity(y[0], y[1], v) + Math.log(Math.hypot(v[0], v[1]));
            return speed > -Math.log(horizon) ? arrival.distance() : Number.POSITIVE_INFINITY;
          },
        }),
      afterStep: (_s, y) => {
        snapTo(flow, mode, y);
        const death = dying(y, circumstances, !dense && noted.noneLeft(y) ? relative : 0);
        if (death && kinkAhead(y, death.dead, mode)) return undefined;
        if (death && y[2] + death.tail <= horizon) return bury(y, death, mode);
        return !stiff && isStiff(y) ? { next: phase(mode, y[2]), y } : undefined;
      },
      ...((wall || side === "on") && { restore: (y: Float64Array) => snapTo(flow, mode, y) }),
    };
  };

  /** Whether a falling component still has the kink before it, which may stop it. */
  const kinkAhead = (y: Float64Array, dead: 0 | 1, { side }: Mode) => {
    if (!kink || side === undefined || side === "on") return false;
    const value = kink.value(logRatio(y, 0, dead), logRatio(y, 1, dead));
    return side === "below" ? value > 0 : value < 0;
  };

  /** Puts what is alive of a state onto a wall; an extinct component has no say in where that is. */
  const snapAlive = (wall: Face, y: Float64Array, dead: 0 | 1 | undefined) => {
    const r = Float64Array.of(logRatio(y, 0, dead), logRatio(y, 1, dead));
    wall.snap(r);
    for (const i of [0, 1] as const) if (i !== dead) y[i] = r[i];
  };

  /** Takes a component to zero and goes on with the other one, if that is still alive. */
  const bury = (y: Float64Array, { dead, tail, drift }: Death, before: Mode): Transition<RunStatus> => {
    y[2] += tail;
    y[1 - dead] += drift;
    for (const face of faces)
      if (face.value(logRatio(y, 0, dead), logRatio(y, 1, dead)) > 0) snapAlive(face, y, dead);
    extinct ??= COMPONENTS[dead];
    record("extinction", y, { component: COMPONENTS[dead] });
    if (before.dead !== undefined) return { status: "extinct", y };
    noted.note(y, dead);
    const value = kink?.value(logRatio(y, 0, dead), logRatio(y, 1, dead)) ?? 0;
    const side = kink && (value < 0 ? "below" : "above");
    const { wall } = before;
    return settle(y, { dead, side, wall }, wall ? [wall] : [], false);
  };

  /**
   * The mode in which a trajectory goes on from `y`: the first that agrees with the flow there. Each branch of a
   * kink that `y` lies on, each wall as held or not; the kink itself if both branches point at it; rest if
   * nothing else agrees.
   *
   * @param before  the mode until now
   * @param walls   the walls that `y` lies on
   * @param known   those of them that it is known to have reached
   */
  const settle = (
    y: Float64Array,
    before: Mode,
    walls: readonly Face[],
    onKink: boolean,
    known: readonly Face[] = before.wall ? [before.wall] : [],
  ): Transition<RunStatus> => {
    const { dead } = before;
    for (const wall of walls) snapAlive(wall, y, dead);
    const [v, n] = [new Float64Array(2), new Float64Array(2)];
    const across = (a: number, b: number) => (a === 0 ? 0 : a * v[0]) + (b === 0 ? 0 : b * v[1]);

    const agrees = (mode: Mode) => {
      if (mode.wall && !(branchOf(flow, mode).push(mode.wall, y[0], y[1]) > 0)) return false;
      velocityOf(flow, mode)(y[0], y[1], v);
      if (onKink && kink && mode.side !== "on") {
        const towards = across(...kink.normal);
        if (mode.side === "below" ? towards >= 0 : towards < 0) return false;
      }
      return walls.every((wall) => {
        wall.normal(y[0], y[1], n);
        return wall === mode.wall || across(n[0], n[1]) <= 0;
      });
    };

    const choose = (): Mode | undefined => {
      if (walls.length === 0 && !onKink) return { side: before.side, dead };
      const sides: Mode["side"][] = onKink && kink ? ["below", "above"] : [before.side];
      // On an axis only one direction is left, and a wall ends it.
      const holds = dead === undefined ? [undefined, ...walls] : [undefined];
      const modes: Mode[] = sides.flatMap((side) => holds.map((wall) => ({ side, wall, dead })));
      if (onKink && kink && dead === undefined) modes.push({ side: "on" });
      return modes.find(agrees);
    };

    const mode = choose();
    const held = mode ? (mode.wall ? [mode.wall] : []) : walls;
    for (const wall of held) if (!known.includes(wall)) record("reach-face", y, { face: wall.name });
    for (const wall of known) {
      if (!held.includes(wall) && dead === undefined) record("leave-face", y, { face: wall.name });
    }
    if (!mode) return { status: atRest(before), y };
    const moves = velocityOf(flow, mode)(y[0], y[1], v) > -Infinity && (v[0] !== 0 || v[1] !== 0);
    return moves ? { next: phase(mode), y } : { status: atRest(mode), y };
  };

  const inner = dense ? INNER.dense : INNER.plain;
  const weight = inner.r * (relative + absolute);
  const tolerance = {
    // An error in r is a relative error in x. The weight of t is purely relative, but for 0 itself: T spans many decades.
    absolute: [weight, weight, 1e-300],
    relative: [1e-14, 1e-14, inner.t * relative],
  };
  const y0 = Float64Array.of(Math.log(x0[0]), Math.log(x0[1]), 0);
  const walls = faces.filter((face) => Math.abs(face.value(y0[0], y0[1])) <= ON_FACE);
  const height = kink?.value(y0[0], y0[1]) ?? 0;
  const side = kink && (height < 0 ? "below" : "above");
  const onKink = kink !== undefined && Math.abs(height) <= ON_FACE;
  noted.note(y0);
  for (const { name } of walls) record("reach-face", y0, { face: name });
  const first = settle(y0, { side }, walls, onKink, walls);
  const solution: Solution<RunStatus> =
    "status" in first
      ? {
          status: first.status,
          s: 0,
          y: y0,
          legs: [],
          stats: { steps: 0, rejected: 0, evaluations: 0 },
          tolerance,
        }
      : solve({ dimension: 3, y0, phase: first.next, tolerance, maxSteps: settings.maxSteps, dense });
  for (const { evaluations } of arrivals) solution.stats.evaluations += evaluations;
  // A loss that is not defined everywhere says so by a force that is not finite.
  if (solution.status === "non-finite" && flow.loss.contains) solution.status = "out-of-domain";
  const dead = extinct && (COMPONENTS.indexOf(extinct) as 0 | 1);
  noted.note(solution.y, dead, ROUNDING);
  return {
    solution,
    events,
    marks: noted.reached,
    ...(extinct && { extinct }),
    ...(approach && { approach }),
  };
}
