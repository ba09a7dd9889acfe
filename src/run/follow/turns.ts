import type { Face } from "../../model/domain.js";
import type { Event } from "../../ode/problem.js";
import type { RunStatus } from "../statuses/registry.js";
import type { Arrival } from "./arrival.js";
import { goOn } from "./goOn.js";
import { branchOf, type FlowKink, logRatio, type Mode, onto, snapTo } from "./mode.js";
import { type Pursuit, record, statusAtRest } from "./pursuit.js";

type Turn = Event<RunStatus>;

const atHorizon = (horizon: number): Turn => ({
  value: (y) => y[2] / horizon - 1,
  apply: (_s, y) => {
    y[2] = horizon;
    return { status: "horizon", y };
  },
});

const atRest = ({ log }: Pursuit, mode: Mode, arrival: Arrival): Turn => ({
  atStepEnds: true,
  value: arrival.value,
  apply: (_s, y) => {
    log.approach = arrival.arrive(y);
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
const meetKink = (pursuit: Pursuit, mode: Mode, line: FlowKink): Turn => ({
  value: (y) => {
    const value = line.value(logRatio(y, 0, mode.dead), logRatio(y, 1, mode.dead));
    return Math.max(-FAR, Math.min(FAR, mode.side === "below" ? value : -value));
  },
  apply: (_s, y) => {
    if (mode.dead === undefined) onto(line, y);
    record(pursuit, "kink", y);
    return goOn(pursuit, y, mode, { walls: mode.wall ? [mode.wall] : [], kink: true });
  },
});

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
 */
export function turnsIn(pursuit: Pursuit, mode: Mode, arrival: Arrival | undefined): Turn[] {
  const { flow, horizon, marks } = pursuit;
  const { wall, side } = mode;
  const { faces, kink } = flow;
  const turns: Turn[] = [atHorizon(horizon)];
  if (arrival) turns.push(atRest(pursuit, mode, arrival));
  turns.push(...marks.events(mode));
  for (const face of faces) if (face !== wall) turns.push(reachWall(pursuit, mode, face));
  if (wall) turns.push(leaveWall(pursuit, mode, wall));
  if (kink && side === "on") turns.push(leaveKink(pursuit, kink, "below"), leaveKink(pursuit, kink, "above"));
  if (kink && (side === "below" || side === "above")) turns.push(meetKink(pursuit, mode, kink));
  return turns;
}
