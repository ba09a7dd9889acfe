import type { Flow } from "../../model/flow.js";
import { onClock } from "../../ode/clock.js";
import type { LogDerivative, Phase } from "../../ode/problem.js";
import { ARRIVED } from "../arrivalDistance.js";
import type { RunStatus } from "../statuses/registry.js";
import { type Arrival, arrivalIn } from "./arrival.js";
import { bury, kinkAhead } from "./burial.js";
import { closingIn, closingTolerance, noticedAt, patience, TIGHTER } from "./closing.js";
import { dying } from "./dying.js";
import { logVelocityOf, type Mode, plainVelocityOf, snapTo, type Velocity, velocityOf } from "./mode.js";
import type { Pursuit } from "./pursuit.js";
import { settling } from "./settling.js";
import { stiffnessWatch } from "./stiffness.js";
import { turnsIn } from "./turns.js";

/** A stiff field against plain time: the regularised clock would hide its linearity. */
function onPlainTime(
  flow: Flow,
  mode: Mode,
  unit: number,
): Pick<Phase<RunStatus>, "derivative" | "logDerivative"> {
  const velocity = logVelocityOf(flow, mode);
  const logUnit = Math.log(unit);
  const logs = new Float64Array(6);
  const logDerivative: LogDerivative = (_s, y, out) => {
    velocity(y[0], y[1], out);
    out[1] += logUnit;
    out[3] += logUnit;
    out[4] = 1;
    out[5] = logUnit;
  };
  return {
    logDerivative,
    derivative(s, y, dy) {
      logDerivative(s, y, logs);
      for (let i = 0; i < 3; i++) dy[i] = logs[2 * i] * Math.exp(logs[2 * i + 1]);
    },
  };
}

/**
 * Distance to the rest point ahead, for steps to be kept short of it. Where the clock has turned into
 * ordinary time the approach is gentle, and nothing need be kept short.
 */
function distanceAhead(velocity: Velocity, horizon: number, arrival: Arrival): (y: Float64Array) => number {
  const v = new Float64Array(2);
  return (y) => {
    const speed = velocity(y[0], y[1], v) + Math.log(Math.hypot(v[0], v[1]));
    return speed > -Math.log(horizon) ? arrival.distance() : Number.POSITIVE_INFINITY;
  };
}

/**
 * Whether, once one response has settled, nothing is left to move on; or a kink may lie on its way.
 */
const hasOneDirection = ({ loss }: Flow, { wall, dead, side }: Mode): boolean =>
  wall !== undefined || dead !== undefined || side !== undefined || loss.margin;

/**
 * The phase in which the equation of a mode is integrated, until one of its events or an extinction ends it.
 *
 * @param unit    of plain time, for a stretch that is stiff
 * @param closing factor of the weights of the log-ratios, for a stretch that closes in on a rest point
 */
export function phaseIn(pursuit: Pursuit, mode: Mode, unit?: number, closing?: number): Phase<RunStatus> {
  const { flow, horizon, relative, dense, restless, marks, log } = pursuit;
  const stiff = unit !== undefined;
  const velocity = velocityOf(flow, mode);
  const plain = plainVelocityOf(flow, mode);
  const circumstances = { velocity, mayRest: !restless };
  const noticed = noticedAt(relative, dense);
  const arrival = restless
    ? undefined
    : closing
      ? closingIn(flow, mode, stiff)
      : arrivalIn(flow, mode, noticed);
  const closer =
    !closing && noticed > ARRIVED
      ? (t: number) => pursuit.phaseIn(mode, stiff ? t : undefined, TIGHTER)
      : undefined;
  const wait = closing === undefined ? undefined : patience(closing);
  if (arrival) log.arrivals.push(arrival);
  const settle = hasOneDirection(flow, mode) ? undefined : settling(velocity);
  const isStiff = stiffnessWatch(velocity, horizon);
  return {
    stiff,
    ...(stiff
      ? onPlainTime(flow, mode, unit)
      : {
          derivative: onClock(
            (y, out) => velocity(y[0], y[1], out),
            2,
            horizon,
            plain && ((y, out) => plain(y[0], y[1], out)),
          ),
        }),
    ...(closing !== undefined && { tolerance: closingTolerance(pursuit.tolerance, closing, stiff) }),
    events: turnsIn(pursuit, mode, arrival, closer),
    ...(!stiff && arrival && { ahead: distanceAhead(velocity, horizon, arrival) }),
    afterStep: (s, y) => {
      snapTo(flow, mode, y);
      const death = dying(y, circumstances, !dense && marks.noneLeft(y) ? relative : 0);
      if (death && kinkAhead(pursuit, y, death.dead, mode)) return undefined;
      if (death && y[2] + death.tail <= horizon) return bury(pursuit, s, y, death, mode);
      const larger = wait?.();
      if (larger !== undefined) return { next: pursuit.phaseIn(mode, stiff ? y[2] : undefined, larger), y };
      return !stiff && (settle?.(y) || isStiff(y))
        ? { next: pursuit.phaseIn(mode, y[2], closing), y }
        : undefined;
    },
    ...((mode.wall || mode.side === "on" || flow.edge) && {
      restore: (y: Float64Array) => snapTo(flow, mode, y),
    }),
  };
}
