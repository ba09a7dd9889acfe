import { type Face, ON_FACE } from "../flow/domain.js";
import type { Flow } from "../flow/flow.js";
import { onClock } from "../ode/clock.js";
import type { Event } from "../ode/event.js";
import type { Phase, Transition } from "../ode/problem.js";
import type { Solution } from "../ode/solution.js";
import { solve } from "../ode/solve.js";
import type { Component, RunEvent } from "./run.js";

const COMPONENTS: readonly Component[] = ["preferred", "dispreferred"];

/** A component is extinct once its e-folding time is below this share of the time elapsed. */
const EXTINCT_BELOW = 1e-12;

/** The integrator works this much tighter than the tolerance asked for: errors add up over steps. */
const INNER = 0.1;

export interface TrajectorySettings {
  horizon: number;
  maxSteps: number;
  tolerance: { relative: number; absolute: number };
}

/** A trajectory as a piecewise smooth solution for y = (r1, r2, t), with what happened along it. */
export interface Trajectory {
  solution: Solution;
  events: RunEvent[];
  extinct?: Component;
}

/**
 * Follows a flow from one start until it is extinct, at rest, or at the horizon: freely inside the domain,
 * along walls while the flow pushes outwards, and along an axis once one response is extinct.
 *
 * @param x0 start (x1, x2), probability ratios, both > 0, inside the domain
 */
export function follow(flow: Flow, x0: readonly [number, number], settings: TrajectorySettings): Trajectory {
  const { horizon } = settings;
  const events: RunEvent[] = [];
  const { faces } = flow.domain;
  let extinct: Component | undefined;

  const atHorizon: Event = {
    value: (y) => y[2] / horizon - 1,
    apply: (_s, y) => {
      y[2] = horizon;
      return { status: "horizon", y };
    },
  };

  const reach = (face: Face, held: readonly Face[]): Event => ({
    value: (y) => face.value(y[0], y[1]),
    apply: (_s, y) => choose(y, [...held, face], held),
  });

  /** Free motion inside the domain. */
  const free = (): Phase => ({
    derivative: onClock((y, out) => flow.velocity(y[0], y[1], out), 2, horizon),
    events: [atHorizon, ...faces.map((face) => reach(face, []))],
    afterStep: (_s, y) => dying(y, (r1, r2, out) => flow.velocity(r1, r2, out)),
  });

  /** Motion along one wall. */
  const along = (face: Face): Phase => {
    const velocity = (r1: number, r2: number, out: Float64Array) => flow.slide(face, r1, r2, out);
    const leave: Event = {
      value: (y) => -flow.push(face, y[0], y[1]),
      apply: (_s, y) => {
        face.snap(y);
        events.push({ t: y[2], kind: "leave-face", face: face.name });
        return { next: free(), y };
      },
    };
    return {
      derivative: onClock((y, out) => velocity(y[0], y[1], out), 2, horizon),
      events: [atHorizon, leave, ...faces.filter((f) => f !== face).map((f) => reach(f, [face]))],
      afterStep: (_s, y) => {
        face.snap(y);
        return dying(y, velocity);
      },
      restore: (y) => face.snap(y),
    };
  };

  /** Motion of the surviving response once `dead` (0 or 1) has reached zero; y[dead] is frozen there. */
  const onAxis = (dead: 0 | 1): Phase => {
    const r: [number, number] = [0, 0];
    const alive = 1 - dead;
    return {
      derivative: onClock(
        (y, out) => {
          r[alive] = y[alive];
          r[dead] = -Infinity;
          return flow.velocity(r[0], r[1], out);
        },
        2,
        horizon,
      ),
      events: [atHorizon],
    };
  };

  /**
   * Which of the walls that `y` lies on hold it there: none, one, or (at a corner) both, the first of these
   * that is consistent with the flow.
   */
  const choose = (y: Float64Array, walls: readonly Face[], already: readonly Face[]): Transition => {
    for (const face of walls) face.snap(y);
    const pressed = walls.filter((face) => flow.push(face, y[0], y[1]) > 0);
    if (pressed.length === 0) return { next: free(), y };
    const v = new Float64Array(2);
    const n = new Float64Array(2);
    const holds = pressed.find((face) => {
      flow.slide(face, y[0], y[1], v);
      return walls.every((other) => {
        other.normal(y[0], y[1], n);
        return other === face || n[0] * v[0] + n[1] * v[1] <= 0;
      });
    });
    for (const face of holds ? [holds] : walls) {
      if (!already.includes(face)) events.push({ t: y[2], kind: "reach-face", face: face.name });
    }
    for (const face of already) {
      if (holds && holds !== face) events.push({ t: y[2], kind: "leave-face", face: face.name });
    }
    return holds ? { next: along(holds), y } : { status: "stationary", y };
  };

  /**
   * Ends the phase when a component is about to reach zero: its remaining life follows the power law
   * x ∝ (T − t)^(1/γ), γ = −d log|v_i| / dr_i, and is too short to matter for anything but T.
   */
  const dying = (
    y: Float64Array,
    velocity: (r1: number, r2: number, out: Float64Array) => number,
  ): Transition | undefined => {
    const v = new Float64Array(2);
    const r: [number, number] = [y[0], y[1]];
    for (const dead of [0, 1] as const) {
      /** log of the speed towards zero with the other component frozen; NaN where it moves away or rests. */
      const logSpeed = (ri: number) => {
        r[dead] = ri;
        const scale = velocity(r[0], r[1], v);
        r[dead] = y[dead];
        return v[dead] < 0 ? scale + Math.log(-v[dead]) : Number.NaN;
      };
      const log = logSpeed(y[dead]);
      if (!(log > -Math.log(EXTINCT_BELOW * y[2]))) continue;
      const gamma = logSpeed(y[dead] - 0.5) - logSpeed(y[dead] + 0.5);
      const tail = Math.exp(-log) / gamma;
      if (!(gamma > 0 && y[2] + tail <= horizon)) continue;
      // A rest point further down this line would stop the fall: then it is stiff, not extinct.
      if (Array.from({ length: 20 }, (_, k) => logSpeed(y[dead] - 2 ** k)).some(Number.isNaN)) continue;
      y[2] += tail;
      extinct = COMPONENTS[dead];
      events.push({ t: y[2], kind: "extinction", component: extinct });
      const axis = onAxis(dead);
      const dy = new Float64Array(3);
      axis.derivative(0, y, dy);
      return dy[1 - dead] === 0 ? { status: "extinct", y } : { next: axis, y };
    }
    return undefined;
  };

  const y0 = Float64Array.of(Math.log(x0[0]), Math.log(x0[1]), 0);
  const walls = faces.filter((face) => Math.abs(face.value(y0[0], y0[1])) <= ON_FACE);
  const first = choose(y0, walls, []);
  const { relative, absolute } = settings.tolerance;
  const logRatio = INNER * (relative + absolute);
  const tolerance = {
    // An error in r is a relative error in x. The weight of t is purely relative: T spans many decades.
    absolute: [logRatio, logRatio, 0],
    relative: [1e-14, 1e-14, INNER * relative],
  };
  const solution =
    "status" in first
      ? {
          status: first.status,
          s: 0,
          y: y0,
          legs: [],
          stats: { steps: 0, rejected: 0, evaluations: 0 },
          tolerance,
        }
      : solve({ dimension: 3, y0, phase: first.next, tolerance, maxSteps: settings.maxSteps });
  return extinct ? { solution, events, extinct } : { solution, events };
}
