import type { Face } from "../../model/domain.js";
import type { Event, Phase } from "../../ode/problem.js";
import type { RunStatus } from "../statuses/registry.js";
import type { Arrival } from "./arrival.js";
import { goOn } from "./goOn.js";
import { branchOf, type FlowKink, logRatio, type Mode, onto, snapTo, snapWell } from "./mode.js";
import { type Pursuit, record, statusAtRest } from "./pursuit.js";

type Turn = Event<RunStatus>;

const atHorizon = ({ horizon, flow }: Pursuit, mode: Mode): Turn => ({
  value: (y) => y[2] / horizon - 1,
  apply: (_s, y) => {
    y[2] = horizon;
    if (flow.edge) snapTo(flow, mode, y);
    return { status: "horizon", y };
  },
});

/** Prepares the phase that closes in on a rest point from a time on. */
export type Closer = (t: number) => Phase<RunStatus>;

/** Arriving at a rest point, or near enough to close in on it. */
const atRest = (pursuit: Pursuit, mode: Mode, arrival: Arrival, closer?: Closer): Turn => ({
  atStepEnds: arrival.costly,
  placed: arrival.placed,
  value: arrival.value,
  apply: (_s, y) => {
    if (closer) return { next: closer(y[2]), y };
    pursuit.log.approach = arrival.arrive(y);
    return { status: statusAtRest(mode), y };
  },
});

const reachWall = (pursuit: Pursuit, mode: Mode, wall: Face): Turn => ({
  value: (y) => wall.value(logRatio(y, 0, mode.dead), logRatio(y, 1, mode.dead)),
  apply: (_s, y) =>
    goOn(pursuit, y, mode, { walls: mode.wall ? [mode.wall, wall] : [wall], kink: mode.side === "on" }),
});

const leaveWall = (pursuit: Pursuit, mode: Mode, wall: Face): Turn => ({
  value: (y) => -branchOf(pursuit.flow, mode).push(wall, y[0], y[1]),
  apply: (_s, y) => {
    snapTo(pursuit.flow, mode, y);
    record(pursuit, "leave-face", y, { face: wall.name });
    return goOn(pursuit, y, { ...mode, wall: undefined }, { walls: [], kink: false });
  },
});

/** On an axis the value of a kink is infinite, and root finders want a number. */
const FAR = 1e3;

/** Crossing or meeting the kink from one side of it. */
function meetKink(pursuit: Pursuit, mode: Mode, line: FlowKink): Turn {
  const { wall, dead, side } = mode;
  const { edge } = pursuit.flow;
  const r = new Float64Array(2);
  return {
    value: (y) => {
      r[0] = logRatio(y, 0, dead);
      r[1] = logRatio(y, 1, dead);
      // A wall may touch the kink in a corner, where only what lies on the wall tells on which side it is.
      if (wall) snapWell(wall, r);
      else if (edge && edge.value(r[0], r[1]) > 0) snapWell(edge, r);
      const value = line.value(r[0], r[1]);
      return Math.max(-FAR, Math.min(FAR, side === "below" ? value : -value));
    },
    apply: (_s, y) => {
      if (dead === undefined) onto(line, y);
      record(pursuit, "kink", y);
      return goOn(pursuit, y, mode, { walls: wall ? [wall] : [], kink: true });
    },
  };
}

/** Letting go of the kink because the branch on one side no longer points at it. */
function leaveKink(pursuit: Pursuit, line: FlowKink, side: "below" | "above"): Turn {
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
      return { next: pursuit.phaseIn({ side }), y };
    },
  };
}

/**
 * Everything that may end a phase, or is to be taken note of in it.
 *
 * @param arrival undefined where nothing can rest
 * @param closer  what follows on `arrival`; undefined where that ends the run
 */
export function turnsIn(
  pursuit: Pursuit,
  mode: Mode,
  arrival: Arrival | undefined,
  closer: Closer | undefined,
): Turn[] {
  const { flow, marks } = pursuit;
  const { wall, side } = mode;
  const { faces, kink } = flow;
  const turns: Turn[] = [atHorizon(pursuit, mode)];
  if (arrival) turns.push(atRest(pursuit, mode, arrival, closer));
  turns.push(...marks.events(mode));
  for (const face of faces) if (face !== wall) turns.push(reachWall(pursuit, mode, face));
  if (wall) turns.push(leaveWall(pursuit, mode, wall));
  if (kink && side === "on") turns.push(leaveKink(pursuit, kink, "below"), leaveKink(pursuit, kink, "above"));
  if (kink && (side === "below" || side === "above")) turns.push(meetKink(pursuit, mode, kink));
  return turns;
}
