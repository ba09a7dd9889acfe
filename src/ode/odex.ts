import { type DenseOutput, Outcome, Solver } from "odex";
import type { Derivative, Tolerance } from "./problem.js";

/** Thrown out of odex, which would otherwise accept a NaN step as success. */
class NonFinite extends Error {}

/** The budget of steps or evaluations is spent. */
export class OutOfBudget extends Error {}

/** dy/ds at the ends of a step. */
export interface Slopes {
  start: Float64Array;
  end: Float64Array;
}

/** What one accepted step covers. */
export interface Step {
  s0: number;
  y0: Float64Array;
  s1: number;
  y1: Float64Array;
  /** Valid only inside the callback; absent where the integration does without. */
  dense?: DenseOutput;
  /** Where there is no dense output. Valid only inside the callback. */
  slopes?: Slopes;
}

export interface Cost {
  steps: number;
  rejected: number;
  evaluations: number;
  /** Evaluations that may be spent in all, hops included; absent where nothing limits them. */
  limit?: number;
}

export type StepOutcome = "done" | "stopped" | "step-limit" | "non-finite";

/** odex spends at most this many evaluations on one step attempt: 2 + 6 + … + 34 and the ends. */
export const EVALUATIONS_PER_STEP = 200;

/**
 * What differs with dense output and without it. There a rejection costs less than a slow start, and steps
 * grow up to the limit of the tolerance, so that some caution about the next one spares rejections.
 *
 * Measured over 1,200 runs (every loss, three geometries, two domains, four starts): a first step of 0.2
 * costs 2 % more evaluations, one of 0.8 4 % more. The safety factors are a compromise: odex's own, 0.65 and
 * 0.94, spend 8 % fewer in all, nearly all of it in the stiff runs of two losses, SPPO and Cal-DPO.
 */
const SETTINGS = {
  dense: { denseOutput: true, initialStepSize: 1e-4 },
  plain: { denseOutput: false, initialStepSize: 0.4, stepSafetyFactor1: 0.2, stepSafetyFactor2: 0.88 },
};

/** Absolute tolerance below which an eighth column of the extrapolation table pays without dense output. */
const TIGHT = 1e-12;

/**
 * What the right-hand side is at the end of the last step, and so at the start of the next: odex asks for it
 * again before every try.
 */
interface Slope {
  s: number;
  dy: Float64Array;
}

/** The right-hand side as odex calls it, where it is finite and the budget allows. */
function counted(derivative: Derivative, dimension: number, cost: Cost, maxSteps: number, slope: Slope) {
  const dy = new Float64Array(dimension);
  const { limit: most = Number.POSITIVE_INFINITY } = cost;
  const limit = Math.min(most, cost.evaluations + EVALUATIONS_PER_STEP * maxSteps);
  return (s: number, y: number[]): Float64Array => {
    if (s === slope.s) return slope.dy;
    if (++cost.evaluations > limit) throw new OutOfBudget();
    derivative(s, y, dy);
    for (let i = 0; i < dimension; i++) if (!Number.isFinite(dy[i])) throw new NonFinite();
    return dy;
  };
}

/**
 * A solver holds settings only, so that one serves every integration of its kind that does not contain
 * another.
 */
const solvers = { dense: new Map<number, Solver>(), plain: new Map<number, Solver>() };

function solver(kind: keyof typeof solvers, dimension: number, tolerance: Tolerance): Solver {
  let odex = solvers[kind].get(dimension);
  if (!odex) {
    odex = Object.assign(new Solver(dimension), SETTINGS[kind]);
    solvers[kind].set(dimension, odex);
  }
  if (kind === "plain") odex.maxExtrapolationColumns = Math.max(...tolerance.absolute) < TIGHT ? 8 : 7;
  odex.relativeTolerance = tolerance.relative;
  odex.absoluteTolerance = tolerance.absolute;
  return odex;
}

/**
 * Integrates dy/ds from (s0, y0) towards `sEnd` and shows every accepted step to `onStep`, which returns
 * false to stop. Adds what it spent to `cost`.
 *
 * @param dense   whether steps come with dense output, which costs two to three times as much
 * @returns "non-finite" when the derivative was not finite at a trial point: all steps shown before stay
 *          valid
 */
export function integrate(
  derivative: Derivative,
  s0: number,
  y0: Float64Array,
  sEnd: number,
  tolerance: Tolerance,
  maxSteps: number,
  cost: Cost,
  onStep: (step: Step) => boolean,
  dense = true,
): StepOutcome {
  const kind = dense ? "dense" : "plain";
  const n = y0.length;
  const odex = solver(kind, n, tolerance);
  odex.maxSteps = Math.max(1, maxSteps);
  let last = y0;
  let accepted = 0;
  const slope: Slope = { s: Number.NaN, dy: new Float64Array(n) };
  let start: Float64Array = new Float64Array(n);
  if (!dense) {
    derivative(s0, y0, slope.dy);
    cost.evaluations++;
    if (slope.dy.every(Number.isFinite)) slope.s = s0;
  }
  const f = counted(derivative, n, cost, maxSteps, slope);
  try {
    const { outcome, nReject } = odex.solve(f, s0, Array.from(y0), sEnd, (call, sOld, s, y, output) => {
      if (call === 1) return undefined;
      accepted++;
      // odex leaves the evaluation that dense output adds out of its own count; `counted` sees it.
      const now = new Float64Array(n);
      for (let i = 0; i < n; i++) now[i] = y[i];
      const step: Step = { s0: sOld, y0: last, s1: s, y1: now };
      if (dense) step.dense = output;
      else {
        [start, slope.dy] = [slope.dy, start];
        derivative(s, now, slope.dy);
        cost.evaluations++;
        slope.s = slope.dy.every(Number.isFinite) ? s : Number.NaN;
        step.slopes = { start, end: slope.dy };
      }
      const go = onStep(step);
      last = now;
      return go && accepted < maxSteps;
    });
    cost.rejected += nReject;
    if (outcome === Outcome.Converged) return "done";
    return outcome === Outcome.MaxStepsExceeded || accepted >= maxSteps ? "step-limit" : "stopped";
  } catch (error) {
    if (error instanceof NonFinite) return "non-finite";
    if (error instanceof OutOfBudget) return "step-limit";
    throw error;
  } finally {
    cost.steps += accepted;
  }
}
