import type { Transition } from "../../ode/problem.js";
import { COMPONENTS } from "../event.js";
import type { RunStatus } from "../statuses/registry.js";
import type { Death } from "./dying.js";
import { goOn } from "./goOn.js";
import { logRatio, type Mode, snapAlive } from "./mode.js";
import { type Pursuit, record } from "./pursuit.js";

/** Whether a falling component still has the kink before it, which may stop it. */
export function kinkAhead(
  { flow: { kink } }: Pursuit,
  y: Float64Array,
  dead: 0 | 1,
  { side }: Mode,
): boolean {
  if (!kink || side === undefined || side === "on") return false;
  const value = kink.value(logRatio(y, 0, dead), logRatio(y, 1, dead));
  return side === "below" ? value > 0 : value < 0;
}

/** Takes a component to zero and goes on with the other one, if that is still alive. */
export function bury(
  pursuit: Pursuit,
  s: number,
  y: Float64Array,
  { dead, tail, drift }: Death,
  before: Mode,
): Transition<RunStatus> {
  const { flow, log, marks } = pursuit;
  const { faces, kink } = flow;
  y[2] += tail;
  y[1 - dead] += drift;
  for (const face of faces)
    if (face.value(logRatio(y, 0, dead), logRatio(y, 1, dead)) > 0) snapAlive(face, y, dead);
  log.extinct ??= COMPONENTS[dead];
  record(pursuit, "extinction", y, { component: COMPONENTS[dead] });
  if (before.dead !== undefined) return { status: "extinct", y };
  marks.note(s, y, dead);
  const value = kink?.value(logRatio(y, 0, dead), logRatio(y, 1, dead)) ?? 0;
  const side = kink && (value < 0 ? "below" : "above");
  const { wall } = before;
  return goOn(pursuit, y, { dead, side, wall }, { walls: wall ? [wall] : [], kink: false });
}
