import { type DenseOutput, Outcome, Solver } from "odex";
import { type Control, type Ending, Extrapolation, type Slopes } from "./extrapolation.js";
import type { Derivative, Tolerance } from "./problem.js";

/** Thrown out of odex, which would otherwise accept a NaN step as success. */
class NonFinite extends Error {}

/** The budget of steps or evaluations is spent. */
export class OutOfBudget extends Error {}

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

export type StepOutcome = Ending;

/** odex spends at most this many evaluations on one step attempt: 2 + 6 + … + 34 and the ends. */
export const EVALUATIONS_PER_STEP = 200;

/**
 * The first step without dense output, where a rejection costs less than a slow start. Measured over 1,200 runs
 * (every loss, three geometries, two domains, four starts): one of 0.2 costs 2 % more evaluations, one of 0.8
 * 4 % more.
 */
const FIRST_STEP = 0.4;

/** Absolute tolerance below which an eighth column of the extrapolation table pays without dense output. */
const TIGHT = 1e-12;

/** How many evaluations there may have been in the end. */
const evaluationsUpTo = ({ evaluations, limit = Number.POSITIVE_INFINITY }: Cost, maxSteps: number) =>
  Math.min(limit, evaluations + EVALUATIONS_PER_STEP * maxSteps);

/** The right-hand side as odex calls it, where it is finite and the budget allows. */
function counted(derivative: Derivative, dimension: number, cost: Cost, maxSteps: number) {
  const dy = new Float64Array(dimension);
  const limit = evaluationsUpTo(cost, maxSteps);
  return (s: number, y: number[]): Float64Array => {
    if (++cost.evaluations > limit) throw new OutOfBudget();
    derivative(s, y, dy);
    for (let i = 0; i < dimension; i++) if (!Number.isFinite(dy[i])) throw new NonFinite();
    return dy;
  };
}

/**
 * A solver holds settings only, so that one serves every integration of its dimension that does not contain
 * another.
 */
const solvers = new Map<number, Solver>();

function solver(dimension: number, tolerance: Tolerance): Solver {
  let odex = solvers.get(dimension);
  if (!odex) {
    odex = Object.assign(new Solver(dimension), { denseOutput: true, initialStepSize: 1e-4 });
    solvers.set(dimension, odex);
  }
  odex.relativeTolerance = tolerance.relative;
  odex.absoluteTolerance = tolerance.absolute;
  return odex;
}

/** The same without dense output. */
const extrapolations = new Map<number, Extrapolation>();

function extrapolation(dimension: number): Extrapolation {
  let made = extrapolations.get(dimension);
  if (!made) {
    made = new Extrapolation(dimension);
    extrapolations.set(dimension, made);
  }
  return made;
}

/** `integrate` without dense output. */
function integratePlainly(
  derivative: Derivative,
  s0: number,
  y0: Float64Array,
  sEnd: number,
  tolerance: Tolerance,
  maxSteps: number,
  cost: Cost,
  onStep: (step: Step) => boolean,
): StepOutcome {
  const control: Control = {
    firstStep: FIRST_STEP,
    columns: Math.max(...tolerance.absolute) < TIGHT ? 8 : 7,
    maxSteps: Math.max(1, maxSteps),
    maxEvaluations: evaluationsUpTo(cost, maxSteps),
  };
  let last = y0;
  let accepted = 0;
  const show = (from: number, s1: number, y1: Float64Array, slopes: Slopes) => {
    accepted++;
    const go = onStep({ s0: from, y0: last, s1, y1, slopes });
    last = y1;
    return go && accepted < maxSteps;
  };
  const method = extrapolation(y0.length);
  try {
    const ending = method.integrate(derivative, s0, y0, sEnd, tolerance, control, cost, show);
    return ending === "stopped" && accepted >= maxSteps ? "step-limit" : ending;
  } catch (error) {
    if (error instanceof OutOfBudget) return "step-limit";
    throw error;
  } finally {
    cost.steps += accepted;
  }
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
  if (!dense) return integratePlainly(derivative, s0, y0, sEnd, tolerance, maxSteps, cost, onStep);
  const n = y0.length;
  const odex = solver(n, tolerance);
  odex.maxSteps = Math.max(1, maxSteps);
  let last = y0;
  let accepted = 0;
  const f = counted(derivative, n, cost, maxSteps);
  try {
    const { outcome, nReject } = odex.solve(f, s0, Array.from(y0), sEnd, (call, sOld, s, y, output) => {
      if (call === 1) return undefined;
      accepted++;
      // odex leaves the evaluation that dense output adds out of its own count; `counted` sees it.
      const now = new Float64Array(n);
      for (let i = 0; i < n; i++) now[i] = y[i];
      const go = onStep({ s0: sOld, y0: last, s1: s, y1: now, dense: output });
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
