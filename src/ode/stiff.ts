import { COLUMNS, type Column, columns, counted, inUnits, type Linearised } from "./implicitEuler.js";
import { type Cost, OutOfBudget, type Step, type StepOutcome } from "./odex.js";
import type { LogDerivative, Tolerance } from "./problem.js";

/** Step sizes below this share of |s| + 1 are lost in rounding. */
const SMALLEST = 1e-15;

/**
 * Length of the first step. A guess: with a growth of up to `GROWTH` a step it is soon made good. Half or
 * double changes the evaluations of the runs of `stiffness.ts` by 0.2 %, 1e-3 saves 1 %.
 */
const FIRST = 1e-6;

/**
 * Control of step size and order, in the manner of ODEX and SEULEX and near the numbers of these programs
 * (Hairer and Wanner, appendix): the next step is h·SAFETY·(AIM/error)^(1/column), the order goes down where
 * the work of the column before is less than LOWER times that of the last one, and up where that of the last
 * one is less than HIGHER times that of the one before.
 */
const [SAFETY, AIM, LOWER, HIGHER] = [0.9, 0.6, 0.8, 0.9];

/** Bounds of how much a step may grow and shrink at once, and what a rejected one shrinks to. */
const [GROWTH, SHRINKAGE, RETRY] = [6, 0.1, 0.3];

/** An error that is smaller than this is mostly rounding, and says nothing about the next step. */
const LEAST_ERROR = 1e-12;

/**
 * Columns for each digit of the tolerance that are not gone below. Tight tolerances want high orders, and
 * column k has order k. A guess: at half of it the runs of `stiffness.ts` spend 2 % fewer evaluations, at 1
 * they spend 3 % more.
 */
const COLUMNS_PER_DIGIT = 0.7;

/**
 * A slope that keeps a cubic with this rise monotone (Fritsch and Carlson). The slopes of a stiff field are
 * mostly rounding times a large rate, and would throw the cubic far off.
 */
const limited = (slope: number, rise: number): number =>
  slope * rise <= 0 ? 0 : Math.sign(rise) * Math.min(Math.abs(slope), 3 * Math.abs(rise));

/** The cubic through both ends of a step, with the slopes of the field there. */
function cubic(
  s0: number,
  h: number,
  y0: Float64Array,
  f0: Float64Array,
  y1: Float64Array,
  f1: Float64Array,
): NonNullable<Step["dense"]> {
  return (i, at) => {
    const x = (at - s0) / h;
    const rise = y1[i] - y0[i];
    const [a, b] = [limited(h * f0[i], rise) - rise, rise - limited(h * f1[i], rise)];
    return y0[i] + x * (y1[i] - y0[i]) + x * (1 - x) * ((1 - x) * a + x * b);
  };
}

/**
 * By how much the next step may be longer, from the estimated error of a column, in units of the tolerance.
 */
const growth = (error: number, column: number): number =>
  Math.min(GROWTH, Math.max(SHRINKAGE, SAFETY * (AIM / Math.max(error, LEAST_ERROR)) ** (1 / column)));

/** What came of trying a step. */
interface Attempt {
  /** The state at its end; undefined where no column met the tolerance. */
  y: Float64Array | undefined;
  /** The last column computed. */
  column: number;
  /** For each column, the step size that would have suited it, and the work per unit of that. */
  size: number[];
  work: number[];
}

/**
 * Goes through the columns of a step of length `h` until one is good enough.
 *
 * @param target the column that is expected to meet the tolerance; one more may be tried, one fewer do
 */
function attempt(table: Iterable<Column>, h: number, target: number): Attempt {
  const [size, work]: [number[], number[]] = [[], []];
  let column = 1;
  let error = Number.POSITIVE_INFINITY;
  for (const next of table) {
    column++;
    const diverges = !Number.isFinite(next.error) || (column > 3 && next.error > Math.max(1, 4 * error));
    if (diverges) break;
    error = next.error;
    size[column] = h * growth(error, column);
    work[column] = (column * (column + 1)) / 2 / size[column];
    if (error <= 1 && column >= target - 1) return { y: next.y, column, size, work };
    if (column > target) break;
  }
  return { y: undefined, column, size, work };
}

/**
 * Order and length of the step after one that was accepted: the order with the least work per unit of length,
 * and one higher when the last column still paid.
 */
function nextStep({ column, size, work }: Attempt, least: number): { target: number; h: number } {
  let target = column;
  let h = size[column];
  if (work[column - 1] < LOWER * work[column]) {
    target = column - 1;
    h = size[target];
  } else if (work[column] < HIGHER * (work[column - 1] ?? Number.POSITIVE_INFINITY)) {
    target = Math.min(COLUMNS - 1, column + 1);
    h *= target > column ? (column + 2) / column : 1;
  }
  return { target: Math.max(least, target), h };
}

/** The lowest order for a tolerance: at lower ones than these, steps stay small for ever. */
function leastColumn(y0: Float64Array, { absolute, relative }: Tolerance): number {
  const tightest = Math.min(...Array.from(y0, (v, i) => absolute[i] + relative[i] * (1 + Math.abs(v))));
  return Math.max(4, Math.min(COLUMNS - 2, Math.floor(-COLUMNS_PER_DIGIT * Math.log10(tightest))));
}

/**
 * Integrates a stiff problem, whose right-hand side is in logs, as `integrate` does a smooth one: extrapolated linearly implicit Euler (the
 * method of SEULEX), with finite-difference Jacobians. Dense output is cubic Hermite: good enough to see an
 * event, not to time it.
 *
 * @param first length of the first step to try
 * @see Hairer and Wanner, Solving Ordinary Differential Equations II, section IV.9
 */
export function integrateStiff(
  derivative: LogDerivative,
  s0: number,
  y0: Float64Array,
  sEnd: number,
  tolerance: Tolerance,
  maxSteps: number,
  cost: Cost,
  onStep: (step: Step) => boolean,
  first = FIRST,
): StepOutcome {
  const { f, linearise } = counted(derivative, cost);
  const plain = new Float64Array(y0.length);
  let [s, y, fy] = [s0, y0, f(s0, y0)];
  let h = Math.min(sEnd - s0, first);
  const least = leastColumn(y0, tolerance);
  let target = least;
  let fresh: Linearised | undefined;
  const { limit = Number.POSITIVE_INFINITY } = cost;
  for (let tried = 0; s < sEnd; tried++) {
    if (tried >= maxSteps || cost.evaluations > limit) return "step-limit";
    h = Math.min(h, sEnd - s);
    fresh ??= linearise(s, y);
    const outcome = attempt(columns(f, fresh, s, y, fy, h, tolerance), h, target);
    const y1 = outcome.y;
    const f1 = y1 && f(s + h, y1);
    if (!y1 || !f1 || !inUnits(f1, fresh.units).every(Number.isFinite)) {
      cost.rejected++;
      h *= RETRY;
      if (h < SMALLEST * (1 + Math.abs(s))) return "non-finite";
      continue;
    }
    const s1 = h === sEnd - s ? sEnd : s + h;
    cost.steps++;
    if (!onStep({ s0: s, y0: y, s1, y1, dense: cubic(s, h, y, inUnits(fy, plain), y1, inUnits(f1, plain)) }))
      return "stopped";
    [s, y, fy, fresh] = [s1, y1, f1, undefined];
    ({ target, h } = nextStep(outcome, least));
  }
  return "done";
}

/** Steps that one hop may take. A guess: those between samples, and to events, were never seen to take 20. */
const HOP_STEPS = 1000;

/** State at `s1` ≥ s0 of the solution through (s0, y0), by the same method. */
export function hopStiff(
  derivative: LogDerivative,
  s0: number,
  y0: Float64Array,
  s1: number,
  tolerance: Tolerance,
  cost: Cost,
): Float64Array {
  let y = y0;
  const onStep = (step: Step) => {
    y = step.y1;
    return true;
  };
  // Hops stay within a step that was accepted as a whole.
  const outcome = integrateStiff(derivative, s0, y0, s1, tolerance, HOP_STEPS, cost, onStep, s1 - s0);
  if (outcome !== "done") throw new OutOfBudget();
  return Float64Array.from(y);
}
