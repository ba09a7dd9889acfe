import type { Loss } from "../../model/loss.js";
import { findRoot } from "../../ode/findRoot.js";
import { marginSolver } from "../marginSolver.js";
import type { ExactSolution } from "../solution.js";
import type { Basin } from "../way.js";

/**
 * The slope is looked at this densely, in τ/β, and so far out: the two losses that it is made of change into
 * each other within a few of these units, and beyond 40 of them e^(−40) of that is left, which neither slope
 * comes near.
 */
const STEP = 1 / 16;
const REACH = 40;

/** Margins at which the slope of a loss changes sign. */
function rootsOf({ logForce }: Loss, unit: number): number[] {
  const out = new Float64Array(4);
  const force = (m: number) => {
    logForce(m, 0, out);
    // Its sign is what counts, also where it is too small or too large for a double.
    return out[0] * Math.exp(Math.max(-700, Math.min(700, out[1])));
  };
  const roots: number[] = [];
  let [here, now] = [-REACH * unit, force(-REACH * unit)];
  for (let k = 1; k <= (2 * REACH) / STEP; k++) {
    const next = (k * STEP - REACH) * unit;
    const then = force(next);
    if (now > 0 !== then > 0) roots.push(findRoot(force, here, next, now, then));
    [here, now] = [next, then];
  }
  return roots;
}

/**
 * Intervals between the roots, in order: below all of them the margin rises, and then it falls and rises in
 * turn.
 */
const basinsBetween = (roots: readonly number[]): Basin[] =>
  Array.from({ length: roots.length + 1 }, (_, i) =>
    i % 2 === 0
      ? { direction: 1, source: roots[i - 1], end: roots[i] }
      : { direction: -1, source: roots[i], end: roots[i - 1] },
  );

/**
 * DiscoPOP falls, and may rise in between: a minimum and a maximum of the loss part the margins into basins.
 */
export const discopopClock: ExactSolution = {
  name: "discopop clock",
  appliesTo: "discopop, in geometries with a margin motion, in the quadrant and in the box",
  solver(settings, question, flow) {
    const { name, beta, tau } = settings.loss;
    if (name !== "discopop") return undefined;
    return marginSolver(
      settings,
      question,
      flow,
      basinsBetween(rootsOf(flow.loss, Number(tau) / Number(beta))),
    );
  },
};
