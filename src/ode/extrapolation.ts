import type { Derivative, Tolerance } from "./problem.js";

/** Why an integration has ended; `stopped` where whoever looked at a step said so. */
export type Ending = "done" | "stopped" | "step-limit" | "non-finite";

/** What an integration has spent. */
export interface Spent {
  rejected: number;
  evaluations: number;
}

/** dy/ds at the ends of a step. */
export interface Slopes {
  start: Float64Array;
  end: Float64Array;
}

/** How steps are chosen. */
export interface Control {
  /** Length of the first step. */
  firstStep: number;
  /** Columns of the extrapolation table, 3 or more; column j takes 2j substeps. */
  columns: number;
  /** Steps begun, at most. */
  maxSteps: number;
  /** Evaluations spent in the end, at most. */
  maxEvaluations: number;
}

/** The most columns that an integration may ask for. */
const MOST_COLUMNS = 8;

// The numbers of ODEX (Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, appendix), but for
// the two safety factors. Those of ODEX, 0.65 and 0.94, spend 8 % fewer evaluations over 1,200 runs (every loss,
// three geometries, two domains, four starts), nearly all of it in the stiff runs of two losses, SPPO and
// Cal-DPO; these spare rejections, which cost more where steps are as long as the tolerance lets them be.
const [SAFETY_ERROR, SAFETY_SIZE] = [0.2, 0.88];
/** Bounds of how much a step shrinks and grows at once, the first to the power 1/(2j − 1) in column j. */
const GROWTH = 4;
const SHRINKAGE = Float64Array.from({ length: MOST_COLUMNS + 1 }, (_, j) => 0.02 ** (1 / (2 * j - 1)));
/** The order goes down where a column fewer costs less than this share, and up where the last one did. */
const [LOWER, HIGHER] = [0.8, 0.9];
/** What a step is shortened to that is not stable, or whose columns diverge. */
const UNSTABLE = 0.5;
/** An error in units of the tolerance above the inverse of this is not one of truncation. */
const ROUNDING = 2.3e-16;

/** Substeps up to and including column j: what a step that ends there costs. */
const WORK = Float64Array.from({ length: MOST_COLUMNS + 2 }, (_, j) => 1 + j * (j + 1));

/** (j/l)² − 1, by which Aitken and Neville divide, at j·(MOST_COLUMNS + 1) + l. */
const FACTORS = Float64Array.from({ length: (MOST_COLUMNS + 1) ** 2 }, (_, k) => {
  const [j, l] = [Math.floor(k / (MOST_COLUMNS + 1)), k % (MOST_COLUMNS + 1)];
  return (j / l) ** 2 - 1;
});

/**
 * Extrapolation of the modified midpoint rule with control of order and step (Gragg, Bulirsch, Stoer), as odex
 * does it without dense output, on arrays of doubles that are made once: for ensembles, where a trajectory is
 * over in thirty steps and an evaluation takes no longer than copying its argument.
 *
 * It holds the state of one integration at a time.
 */
export class Extrapolation {
  readonly #n: number;
  readonly #y: Float64Array;
  readonly #slopes: Slopes;
  readonly #f: Float64Array;
  readonly #a: Float64Array;
  readonly #b: Float64Array;
  readonly #weight: Float64Array;
  readonly #table: readonly Float64Array[];
  /** Of each column: the step that would have suited it, and the work per unit of that. */
  readonly #size = new Float64Array(MOST_COLUMNS + 1);
  readonly #price = new Float64Array(MOST_COLUMNS + 1);
  #derivative: Derivative = () => {};
  #tolerance: Tolerance = { absolute: [], relative: [] };
  #s = 0;
  #h = 0;
  #longest = 0;
  /** Estimated error of the last column in units of the tolerance, and the largest that the next may have. */
  #error = 0;
  #bound = 0;
  #broken = false;
  #spent: Spent = { rejected: 0, evaluations: 0 };

  constructor(n: number) {
    const array = () => new Float64Array(n);
    this.#n = n;
    this.#y = array();
    this.#slopes = { start: array(), end: array() };
    this.#f = array();
    this.#a = array();
    this.#b = array();
    this.#weight = array();
    this.#table = Array.from({ length: MOST_COLUMNS + 1 }, array);
  }

  /**
   * Goes from (s0, y0) to `sEnd` > s0, and shows every accepted step to `onStep`, which returns false to stop. The
   * slopes that it is shown are valid only inside.
   *
   * @param spent what it has cost is added here
   */
  integrate(
    derivative: Derivative,
    s0: number,
    y0: Float64Array,
    sEnd: number,
    tolerance: Tolerance,
    { firstStep, columns, maxSteps, maxEvaluations }: Control,
    spent: Spent,
    onStep: (s0: number, s1: number, y1: Float64Array, slopes: Slopes) => boolean,
  ): Ending {
    const y = this.#y;
    const slopes = this.#slopes;
    y.set(y0);
    this.#derivative = derivative;
    this.#tolerance = tolerance;
    this.#longest = sEnd - s0;
    this.#h = Math.min(firstStep, (sEnd - s0) / 2);
    this.#s = s0;
    this.#bound = 1e10;
    this.#broken = false;
    this.#spent = spent;
    for (let i = 0; i < y.length; i++)
      this.#weight[i] = tolerance.absolute[i] + tolerance.relative[i] + Math.abs(y[i]);
    derivative(s0, y, slopes.start);
    spent.evaluations++;
    let target = columns - 1;
    let [first, rejected] = [true, false];
    for (let tried = 1; tried < maxSteps; tried++) {
      if (0.1 * Math.abs(sEnd - this.#s) <= Math.abs(this.#s) * ROUNDING) return "done";
      if (spent.evaluations > maxEvaluations) return "step-limit";
      if (!slopes.start.every(Number.isFinite)) return "non-finite";
      this.#h = Math.min(this.#h, sEnd - this.#s, this.#longest);
      const last = this.#s + 1.01 * this.#h > sEnd;
      if (last) this.#h = sEnd - this.#s;
      const column = this.#columns(target, first || (last && !rejected), rejected);
      if (this.#broken) return "non-finite";
      first = false;
      if (column > 0) {
        const before = this.#s;
        this.#s = last ? sEnd : this.#s + this.#h;
        y.set(this.#table[1]);
        derivative(this.#s, y, slopes.end);
        spent.evaluations++;
        if (!onStep(before, this.#s, y.slice(), slopes)) return "stopped";
        [slopes.start, slopes.end] = [slopes.end, slopes.start];
        target = this.#choose(column, target, columns, rejected);
        rejected = false;
      } else {
        rejected = true;
        if (column === 0) this.#h *= UNSTABLE;
        else {
          target = Math.min(target, -column, columns - 1);
          if (target > 2 && this.#price[target - 1] < this.#price[target] * LOWER) target--;
          spent.rejected++;
          this.#h = this.#size[target];
        }
      }
    }
    return "step-limit";
  }

  /**
   * Goes through the columns of one step.
   *
   * @returns the column that met the tolerance; 0 where the step is unstable or diverges; minus the last
   *          column where none did
   */
  #columns(target: number, first: boolean, rejected: boolean): number {
    for (let j = 1; j < target; j++) {
      if (!this.#column(j)) return 0;
      if (first && j > 1 && this.#error <= 1) return j;
    }
    if (!first && target > 2 && !rejected) {
      if (this.#error <= 1) return target - 1;
      // What two more columns can be hoped to gain.
      if (this.#error > (target * (target + 1)) ** 2) return 1 - target;
    }
    if (!this.#column(target)) return 0;
    if (this.#error <= 1) return target;
    if (this.#error > (target + 1) ** 2) return -target;
    if (!this.#column(target + 1)) return 0;
    return this.#error <= 1 ? target + 1 : -target - 1;
  }

  /** Computes column j and the step that would suit it; false where the step is unstable or diverges. */
  #column(j: number): boolean {
    const n = this.#n;
    const y = this.#y;
    const slope = this.#slopes.start;
    const f = this.#f;
    const a = this.#a;
    const b = this.#b;
    const weight = this.#weight;
    const derivative = this.#derivative;
    const s = this.#s;
    const h = this.#h;
    const substeps = 2 * j;
    const d = h / substeps;
    for (let i = 0; i < n; i++) {
      a[i] = y[i];
      b[i] = y[i] + d * slope[i];
    }
    for (let k = 1; k < substeps; k++) {
      derivative(s + d * k, b, f);
      // Stays 0 unless some slope is not finite.
      let probe = 0;
      for (let i = 0; i < n; i++) {
        const next = a[i] + 2 * d * f[i];
        a[i] = b[i];
        b[i] = next;
        probe += 0 * f[i];
      }
      if (probe !== 0) {
        this.#broken = true;
        return false;
      }
      if (k === 1 && j <= 2 && this.#isUnstable()) {
        this.#spent.evaluations++;
        return false;
      }
    }
    derivative(s + h, b, f);
    this.#spent.evaluations += substeps;
    const row = this.#table[j];
    for (let i = 0; i < n; i++) row[i] = (a[i] + b[i] + d * f[i]) / 2;
    for (let l = j; l > 1; l--) {
      const factor = FACTORS[j * (MOST_COLUMNS + 1) + l - 1];
      const upper = this.#table[l - 1];
      const lower = this.#table[l];
      for (let i = 0; i < n; i++) upper[i] = lower[i] + (lower[i] - upper[i]) / factor;
    }
    const best = this.#table[1];
    const next = this.#table[2];
    const { absolute, relative } = this.#tolerance;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(best[i])) {
        this.#broken = true;
        return false;
      }
      if (j === 1) continue;
      weight[i] = absolute[i] + relative[i] * Math.max(Math.abs(y[i]), Math.abs(best[i]));
      const error = (best[i] - next[i]) / weight[i];
      sum += error * error;
    }
    return j === 1 || this.#judge(j, Math.sqrt(sum / n));
  }

  /** Whether the slope changes by more than itself along the first substep. */
  #isUnstable(): boolean {
    const slope = this.#slopes.start;
    let before = 0;
    let change = 0;
    for (let i = 0; i < this.#n; i++) {
      const from = slope[i] / this.#weight[i];
      const to = (this.#f[i] - slope[i]) / this.#weight[i];
      before += from * from;
      change += to * to;
    }
    return change / Math.max(ROUNDING, before) > 4;
  }

  /** Takes the error of column j, and from it the step that would suit; false where it diverges. */
  #judge(j: number, error: number): boolean {
    this.#error = error;
    if (error * ROUNDING >= 1 || (j > 2 && error >= this.#bound)) return false;
    this.#bound = Math.max(4 * error, 1);
    const least = SHRINKAGE[j];
    const suited = Math.exp(Math.log(error / SAFETY_ERROR) / (2 * j - 1)) / SAFETY_SIZE;
    const shorter = Math.min(GROWTH / least, Math.max(least, suited));
    this.#size[j] = Math.min(this.#h / shorter, this.#longest);
    this.#price[j] = WORK[j] / this.#size[j];
    return true;
  }

  /** Order and length of the step after one that was accepted in `column`; returns the order. */
  #choose(column: number, target: number, columns: number, rejected: boolean): number {
    const price = this.#price;
    const size = this.#size;
    let best: number;
    if (column === 2) best = rejected ? 2 : Math.min(3, columns - 1);
    else if (column <= target) {
      best = price[column - 1] < price[column] * LOWER ? column - 1 : column;
      if (price[column] < price[column - 1] * HIGHER) best = Math.min(column + 1, columns - 1);
    } else {
      best = column > 3 && price[column - 2] < price[column - 1] * LOWER ? column - 2 : column - 1;
      if (price[column] < price[best] * HIGHER) best = Math.min(column, columns - 1);
    }
    if (rejected) {
      best = Math.min(best, column);
      this.#h = Math.min(this.#h, size[best]);
    } else if (best <= column) this.#h = size[best];
    else {
      const paid = column < target && price[column] < price[column - 1] * HIGHER;
      this.#h = (size[column] * WORK[paid ? best + 1 : best]) / WORK[column];
    }
    return best;
  }
}
