import { hop } from "./hop.js";
import { inLogs } from "./implicitEuler.js";
import { type Cost, integrate, type Step, type StepOutcome } from "./odex.js";
import type { LogDerivative, Phase, Tolerance } from "./problem.js";
import { hopStiff, integrateStiff } from "./stiff.js";

const logDerivativeOf = ({ derivative, logDerivative }: Phase<unknown>): LogDerivative =>
  logDerivative ?? inLogs(derivative);

/** Integrates a phase by the method that suits it: odex, or the linearly implicit one where it is stiff. */
export function integratePhase(
  phase: Phase<unknown>,
  s0: number,
  y0: Float64Array,
  sEnd: number,
  tolerance: Tolerance,
  maxSteps: number,
  cost: Cost,
  onStep: (step: Step) => boolean,
  dense: boolean,
): StepOutcome {
  if (!phase.stiff)
    return integrate(phase.derivative, s0, y0, sEnd, tolerance, maxSteps, cost, onStep, dense);
  return integrateStiff(logDerivativeOf(phase), s0, y0, sEnd, tolerance, maxSteps, cost, onStep);
}

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
  if (!phase.stiff) return hop(phase.derivative, s0, y0, s1, tolerance, cost);
  return hopStiff(logDerivativeOf(phase), s0, y0, s1, tolerance, cost);
}
