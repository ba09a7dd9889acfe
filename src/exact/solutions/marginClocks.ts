import type { Flow } from "../../model/flow.js";
import { losses } from "../../model/losses/registry.js";
import { marginClock } from "../marginClock.js";
import { marginSolver } from "../marginSolver.js";
import type { ExactSettings, ExactSolution } from "../solution.js";
import type { Basin } from "../way.js";

/** Where the margin goes: up for ever, or from both sides to the one margin at which it rests. */
function basinsOf(settings: ExactSettings, { loss }: Flow): Basin[] | undefined {
  if (!loss.margin || loss.kink) return undefined;
  const { name, ...parameters } = settings.loss;
  const at = losses[name].restAt?.(parameters, settings.reference);
  if (at && "margin" in at && Number.isFinite(at.margin)) {
    return [
      { direction: 1, end: at.margin },
      { direction: -1, end: at.margin },
    ];
  }
  return loss.restless ? [{ direction: 1 }] : undefined;
}

/**
 * Losses of the margin alone by their margin clock: time is an integral over the margin, times a constant of
 * the track, and along a wall of the box another one.
 *
 * @see the section "Exact results" of the README
 */
export const marginClocks: ExactSolution = {
  name: "margin clocks",
  appliesTo:
    "losses of the margin alone without a kink, in geometries with a margin motion, in the quadrant and in the box",
  clock: marginClock,
  solver(settings, question, flow) {
    const basins = basinsOf(settings, flow);
    return basins && marginSolver(settings, question, flow, basins);
  },
};
