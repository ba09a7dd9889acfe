import { type Cost, OutOfBudget, type Step, type StepOutcome } from "./odex.js";
import type { Derivative, Tolerance } from "./problem.js";

/** Columns of the extrapolation table; column j costs j evaluations, n_j = 1, 2, 3, … */
const COLUMNS = 10;

/** Step sizes below this share of |s| + 1 are lost in rounding. */
const SMALLEST = 1e-15;

/** Length of the first step; with a growth of up to `GROWTH` a step a wrong one is soon made good. */
const FIRST = 1e-6;

/**
 * Control of step size and order, in the manner of ODEX and SEULEX and near the numbers of these programs (Hairer and
 * Wanner, appendix): the next step is h·SAFETY·(AIM/error)^(1/column), the order goes down where the work of the column
 * before is less than LOWER times that of the last one, and up where that of the last one is less than HIGHER times that
 * of the one before.
 */
const [SAFETY, AIM, LOWER, HIGHER] = [0.9, 0.6, 0.8, 0.9];

/** Bounds of how much a step may grow and shrink at once, and what a rejected one shrinks to. */
const [GROWTH, SHRINKAGE, RETRY] = [6, 0.1, 0.3];

/** An error that is smaller than this is mostly rounding, and says nothing about the next step. */
const LEAST_ERROR = 1e-12;

/** Columns for each digit of the tolerance that are not gone below. A rough number: column k has order k. */
const COLUMNS_PER_DIGIT = 0.7;

/** Solves A x = b in place by Gaussian elimination with partial pivoting; A is n × n, row by row. */
function linearSolve(a: Float64Array[], b: Float64Array): void {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) pivot = i;
    [a[k], a[pivot]] = [a[pivot], a[k]];
    [b[k], b[pivot]] = [b[pivot], b[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j < n; j++) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) b[k] -= a[k][j] * b[j];
    b[k] /= a[k][k];
  }
}

/** Right-hand side that counts its calls, and its Jacobian by central differences. */
function counted(derivative: Derivative, cost: Cost) {
  const f = (s: number, y: Float64Array): Float64Array => {
    const dy = new Float64Array(y.length);
    cost.evaluations++;
    derivative(s, y, dy);
    return dy;
  };
  const jacobian = (s: number, y: Float64Array): Float64Array[] => {
    const columns = Array.from(y, (yj, j) => {
      const h = 1e-6 * Math.max(1, Math.abs(yj));
      const at = (shift: number) =>
        f(
          s,
          y.map((v, i) => (i === j ? v + shift : v)),
        );
      const [up, down] = [at(h), at(-h)];
      return up.map((u, i) => (u - down[i]) / (2 * h));
    });
    return Array.from(y, (_, i) => Float64Array.from(columns, (column) => column[i]));
  };
  return { f, jacobian };
}

/**
 * One step of length `h` by the extrapolated linearly implicit Euler method.
 *
 * @returns the extrapolated states column by column, each with its estimated error in units of the tolerance
 */
function* columns(
  f: (s: number, y: Float64Array) => Float64Array,
  jacobian: Float64Array[],
  s0: number,
  y0: Float64Array,
  f0: Float64Array,
  h: number,
  tolerance: Tolerance,
): Generator<{ y: Float64Array; error: number }> {
  const n = y0.length;
  let previous: Float64Array[] = [];
  for (let j = 1; j <= COLUMNS; j++) {
    const hj = h / j;
    let y = Float64Array.from(y0);
    for (let k = 0; k < j; k++) {
      const step = (k === 0 ? f0 : f(s0 + k * hj, y)).map((v) => hj * v);
      const matrix = jacobian.map((row, i) => row.map((v, l) => (i === l ? 1 : 0) - hj * v));
      linearSolve(matrix, step);
      y = y.map((v, i) => v + step[i]);
    }
    const row = [y];
    for (let l = 1; l < j; l++) {
      const factor = j / (j - l) - 1;
      row.push(row[l - 1].map((v, i) => v + (v - previous[l - 1][i]) / factor));
    }
    if (j > 1) {
      const [best, next] = [row[j - 1], row[j - 2]];
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const weight =
          tolerance.absolute[i] + tolerance.relative[i] * Math.max(Math.abs(y0[i]), Math.abs(best[i]));
        sum += ((best[i] - next[i]) / weight) ** 2;
      }
      yield { y: best, error: Math.sqrt(sum / n) };
    }
    previous = row;
  }
}

/**
 * A slope that keeps a cubic with this rise monotone (Fritsch and Carlson). The slopes of a stiff field are mostly
 * rounding times a large rate, and would throw the cubic far off.
 */
const limited = (slope: number, rise: number): number =>
  slope * rise <= 0 ? 0 : Math.sign(rise) * Math.min(Math.abs(slope), 3 * Math.abs(rise));

/** By how much the next step may be longer, from the estimated error of a column, in units of the tolerance. */
const growth = (error: number, column: number): number =>
  Math.min(GROWTH, Math.max(SHRINKAGE, SAFETY * (AIM / Math.max(error, LEAST_ERROR)) ** (1 / column)));

/**
 * Integrates a stiff problem as `integrate` does a smooth one: extrapolated linearly implicit Euler (the method
 * of SEULEX), with finite-difference Jacobians. Dense output is cubic Hermite: good enough to see an event, not to time it.
 *
 * @see Hairer and Wanner, Solving Ordinary Differential Equations II, section IV.9
 */
export function integrateStiff(
  derivative: Derivative,
  s0: number,
  y0: Float64Array,
  sEnd: number,
  tolerance: Tolerance,
  maxSteps: number,
  cost: Cost,
  onStep: (step: Step) => boolean,
): StepOutcome {
  const { f, jacobian } = counted(derivative, cost);
  let [s, y, fy] = [s0, y0, f(s0, y0)];
  let h = Math.min(sEnd - s0, FIRST);
  // Tight tolerances want high orders, and low ones must not be settled for: there steps stay small for ever.
  const tightest = Math.min(
    ...Array.from(y0, (v, i) => tolerance.absolute[i] + tolerance.relative[i] * (1 + Math.abs(v))),
  );
  const least = Math.max(4, Math.min(COLUMNS - 2, Math.floor(-COLUMNS_PER_DIGIT * Math.log10(tightest))));
  let target = least;
  let fresh: Float64Array[] | undefined;
  for (let tried = 0; s < sEnd; tried++) {
    if (tried >= maxSteps) return "step-limit";
    h = Math.min(h, sEnd - s);
    fresh ??= jacobian(s, y);
    let y1: Float64Array | undefined;
    let column = 1;
    /** Best step size, and work per unit of it, for the columns computed. */
    const [size, work]: [number[], number[]] = [[], []];
    let error = Number.POSITIVE_INFINITY;
    for (const next of columns(f, fresh, s, y, fy, h, tolerance)) {
      column++;
      const diverges = !Number.isFinite(next.error) || (column > 3 && next.error > Math.max(1, 4 * error));
      if (diverges) break;
      error = next.error;
      size[column] = h * growth(error, column);
      work[column] = (column * (column + 1)) / 2 / size[column];
      if (error <= 1 && column >= target - 1) {
        y1 = next.y;
        break;
      }
      if (column > target) break;
    }
    const f1 = y1 && f(s + h, y1);
    if (!y1 || !f1?.every(Number.isFinite)) {
      cost.rejected++;
      h *= RETRY;
      if (h < SMALLEST * (1 + Math.abs(s))) return "non-finite";
      continue;
    }
    // The order with the least work per unit length; one higher when the last column still paid.
    target = column;
    let grown = size[column];
    if (work[column - 1] < LOWER * work[column]) {
      target = column - 1;
      grown = size[target];
    } else if (work[column] < HIGHER * (work[column - 1] ?? Number.POSITIVE_INFINITY)) {
      target = Math.min(COLUMNS - 1, column + 1);
      grown *= target > column ? (column + 2) / column : 1;
    }
    target = Math.max(least, target);
    const s1 = h === sEnd - s ? sEnd : s + h;
    cost.steps++;
    const [left, yl, fl, width] = [s, y, fy, h];
    const dense = (i: number, at: number) => {
      const x = (at - left) / width;
      const rise = y1[i] - yl[i];
      const [a, b] = [limited(width * fl[i], rise) - rise, rise - limited(width * f1[i], rise)];
      return yl[i] + x * (y1[i] - yl[i]) + x * (1 - x) * ((1 - x) * a + x * b);
    };
    if (!onStep({ s0: s, y0: y, s1, y1, dense })) return "stopped";
    [s, y, fy, fresh] = [s1, y1, f1, undefined];
    h = grown;
  }
  return "done";
}

/** State at `s1` ≥ s0 of the solution through (s0, y0), by the same method. */
export function hopStiff(
  derivative: Derivative,
  s0: number,
  y0: Float64Array,
  s1: number,
  tolerance: Tolerance,
  cost: Cost,
): Float64Array {
  let y = y0;
  const outcome = integrateStiff(derivative, s0, y0, s1, tolerance, 1000, cost, (step) => {
    y = step.y1;
    return true;
  });
  if (outcome !== "done") throw new OutOfBudget();
  return Float64Array.from(y);
}
