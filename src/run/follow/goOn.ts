import type { Face } from "../../model/domain.js";
import type { Transition } from "../../ode/problem.js";
import type { RunStatus } from "../statuses/registry.js";
import { type Contact, chooseMode } from "./chooseMode.js";
import { type Mode, snapAlive, velocityOf } from "./mode.js";
import { type Pursuit, record, statusAtRest } from "./pursuit.js";

/**
 * Goes on from `y` in the mode that agrees with the flow there, or rests, and notes down which walls are
 * reached and left by that.
 *
 * @param before the mode until now
 * @param known  those walls of the contact that it is known to have reached
 */
export function goOn(
  pursuit: Pursuit,
  y: Float64Array,
  before: Mode,
  contact: Contact,
  known: readonly Face[] = before.wall ? [before.wall] : [],
): Transition<RunStatus> {
  const { flow } = pursuit;
  for (const wall of contact.walls) snapAlive(wall, y, before.dead);
  const mode = chooseMode(flow, y, before, contact);
  const held = mode ? (mode.wall ? [mode.wall] : []) : contact.walls;
  for (const wall of held) {
    if (!known.includes(wall)) record(pursuit, "reach-face", y, { face: wall.name });
  }
  for (const wall of known) {
    if (!held.includes(wall) && before.dead === undefined)
      record(pursuit, "leave-face", y, { face: wall.name });
  }
  if (!mode) return { status: statusAtRest(before), y };
  const v = new Float64Array(2);
  const moves = velocityOf(flow, mode)(y[0], y[1], v) > -Infinity && (v[0] !== 0 || v[1] !== 0);
  return moves ? { next: pursuit.phaseIn(mode), y } : { status: statusAtRest(mode), y };
}
