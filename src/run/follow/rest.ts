import type { Flow } from "../../model/flow.js";
import { attractorFinder } from "./attractor.js";
import { minimumFinder } from "./minimum.js";
import { branchOf, type Mode } from "./mode.js";
import type { RestFinder } from "./newton.js";

/** Newton's corrections onto a rest point, at most: from where a trajectory has arrived, three are enough. */
const CORRECTIONS = 20;

/** A correction below this share of the log-ratios, a few units of rounding, is the last. */
const ROUNDED = 1e-15;

/** The larger component of a step. */
export const sizeOf = (step: ArrayLike<number>) => Math.max(Math.abs(step[0]), Math.abs(step[1]));

/**
 * Looks for the rest point that a trajectory in `mode` approaches: a minimum where the loss is a potential.
 */
export const restFinder = (flow: Flow, mode: Mode): RestFinder =>
  branchOf(flow, mode).loss.conservative ? minimumFinder(flow, mode) : attractorFinder(flow, mode);

/** Newton's steps below this shrink; one that grows is noise, where nothing moves any more. */
const CLOSE = 1e-6;

/**
 * Moves a point near a rest point onto it, by Newton's method in full. In place, shape (≥ 2,).
 *
 * @returns whether it has got there
 */
export function settle(finder: RestFinder, r: Float64Array): boolean {
  const step = new Float64Array(2);
  let before = Number.POSITIVE_INFINITY;
  for (let i = 0; i < CORRECTIONS && finder.step(r[0], r[1], step); i++) {
    if (!(sizeOf(step) <= before || before > CLOSE)) break;
    before = sizeOf(step);
    r[0] += step[0];
    r[1] += step[1];
    if (before < ROUNDED * (1 + sizeOf(r))) break;
  }
  return before <= CLOSE;
}
