import { losses } from "../../model/losses/registry.js";
import { marginSolver } from "../marginSolver.js";
import type { ExactSolution } from "../solution.js";

/**
 * A loss of the margin that is flat from a kink on: the margin rises to it on the clock of the branch below,
 * and stays.
 */
export const hingeClock: ExactSolution = {
  name: "hinge clock",
  appliesTo: "hinge, in geometries with a margin motion, in the quadrant and in the box",
  solver(settings, question, flow) {
    const { name, ...parameters } = settings.loss;
    const end = losses[name].restAt?.(parameters, settings.reference);
    if (name !== "hinge" || !flow.kink || !end || !("margin" in end)) return undefined;
    return marginSolver(settings, question, flow.kink.below, [
      { direction: 1, end: end.margin, stops: true },
    ]);
  },
};
