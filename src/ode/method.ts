import { hop } from "./hop.js";
import { type Cost, integrate } from "./odex.js";
import type { Phase, Tolerance } from "./problem.js";
import { hopStiff, integrateStiff } from "./stiff.js";

/** The stepping method that suits a phase: odex, or the linearly implicit one where it is stiff. */
export const methodOf = (phase: Phase<unknown>) => (phase.stiff ? integrateStiff : integrate);

/**
 * State at `s1` of the solution of a phase through (s0, y0), by the method of the phase itself: as accurate
 * as a step, where an interpolant is not. For short hops.
 */
export function advance(
  phase: Phase<unknown>,
  s0: number,
  y0: Float64Array,
  s1: number,
  tolerance: Tolerance,
  cost: Cost = { steps: 0, rejected: 0, evaluations: 0 },
): Float64Array {
  if (s1 === s0) return Float64Array.from(y0);
  return (phase.stiff ? hopStiff : hop)(phase.derivative, s0, y0, s1, tolerance, cost);
}
