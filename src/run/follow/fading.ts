import { findRoot } from "../../ode/findRoot.js";
import { type Solution, sample } from "../../ode/solution.js";
import { placeOf, type RunEvent } from "../event.js";
import type { Stretch } from "../path.js";

/**
 * A response counts as faded where its e-folding time is this share of the time: far below what a figure or a
 * table shows, and far above the share at which it is declared extinct.
 */
const FADED = 1e-9;

/**
 * The stretch of the k-th leg from where its dying response has faded to its extinction; undefined for a leg
 * that ends otherwise.
 */
export function fadingOf(
  solution: Solution<unknown>,
  events: readonly RunEvent[],
  k: number,
): Stretch | undefined {
  const { phase, nodes, sEnd } = solution.legs[k];
  const after = solution.legs[k + 1]?.nodes[0].y ?? solution.y;
  const death = events.find(({ kind, t }) => kind === "extinction" && t === after[2] && t > nodes[0].y[2]);
  if (!death?.component) return undefined;
  const dead = placeOf(death.component);
  const dy = new Float64Array(3);
  /** log of the e-folding time as a share of the time, above 0 while the response has not faded. */
  const left = (s: number, y: ArrayLike<number>) => {
    phase.derivative(s, y, dy);
    return Math.log(dy[2] / Math.abs(dy[dead] * y[2] * FADED));
  };
  const next = nodes.findIndex(({ s, y }) => y[2] > 0 && left(s, y) < 0);
  const from = nodes[next < 0 ? nodes.length - 1 : next - 1];
  if (!from || from.y[2] === 0) return undefined;
  const to = next < 0 ? sEnd : nodes[next].s;
  const at = (s: number) => left(s, sample(solution, [s])[0]);
  return { from: findRoot(at, from.s, to), to: sEnd };
}
