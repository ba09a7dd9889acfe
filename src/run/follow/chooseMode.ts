import type { Face } from "../../model/domain.js";
import type { Flow } from "../../model/flow.js";
import { branchOf, type Mode, velocityOf } from "./mode.js";

/** What a state lies on. */
export interface Contact {
  readonly walls: readonly Face[];
  readonly kink: boolean;
}

/** Every mode in which a trajectory could go on, those that hold it least first. */
function candidates(before: Mode, { walls, kink }: Contact): Mode[] {
  const { dead } = before;
  const sides: Mode["side"][] = kink ? ["below", "above"] : [before.side];
  // On an axis only one direction is left, and a wall ends it.
  const holds = dead === undefined ? [undefined, ...walls] : [undefined];
  const modes: Mode[] = sides.flatMap((side) => holds.map((wall) => ({ side, wall, dead })));
  if (kink && dead === undefined) modes.push({ side: "on" });
  return modes;
}

/**
 * The mode in which a trajectory goes on from `y`: the first that agrees with the flow there. Each branch of
 * a kink that `y` lies on, each wall as held or not; the kink itself if both branches point at it.
 *
 * @returns undefined where no mode agrees: then the trajectory rests
 */
export function chooseMode(flow: Flow, y: Float64Array, before: Mode, contact: Contact): Mode | undefined {
  const { walls, kink: onKink } = contact;
  if (walls.length === 0 && !onKink) return { side: before.side, dead: before.dead };
  const { kink } = flow;
  const [v, n] = [new Float64Array(2), new Float64Array(2)];
  const across = (a: number, b: number) => (a === 0 ? 0 : a * v[0]) + (b === 0 ? 0 : b * v[1]);

  /**
   * A held wall must be pushed against, a side of the kink be where the flow points, and no other wall be
   * passed.
   */
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
  return candidates(before, contact).find(agrees);
}
