import { type Cost, OutOfBudget } from "./odex.js";
import type { Derivative, Tolerance } from "./problem.js";

/** Columns of the extrapolation table; column j takes 2j substeps. */
const COLUMNS = 9;

/** An interval is halved at most this many times. */
const HALVINGS = 30;

/** Substeps of one hop, at most: those between samples, and to events, were never seen to take 100. */
const MOST_SUBSTEPS = 1000;

/** Arrays for systems of one size, made once: a hop is short, and there are hundreds in a run. */
function workspace(n: number) {
  const array = () => new Float64Array(n);
  return {
    slope: array(),
    f: array(),
    a: array(),
    b: array(),
    table: Array.from({ length: COLUMNS }, array),
  };
}

const workspaces = new Map<number, ReturnType<typeof workspace>>();

/**
 * One extrapolated step of the modified midpoint rule (Gragg, Bulirsch, Stoer) from (s0, y0) over h, into
 * `out`.
 *
 * @returns whether two columns agreed within the tolerance
 */
function step(
  derivative: Derivative,
  s0: number,
  y0: Float64Array,
  h: number,
  { absolute, relative }: Tolerance,
  cost: Cost,
  out: Float64Array,
): boolean {
  const n = y0.length;
  let work = workspaces.get(n);
  if (!work) {
    work = workspace(n);
    workspaces.set(n, work);
  }
  const { slope, f, table } = work;
  derivative(s0, y0, slope);
  cost.evaluations++;
  for (let j = 0; j < COLUMNS; j++) {
    const substeps = 2 * (j + 1);
    const d = h / substeps;
    let { a, b } = work;
    for (let i = 0; i < n; i++) {
      a[i] = y0[i];
      b[i] = y0[i] + d * slope[i];
    }
    for (let k = 1; k < substeps; k++) {
      derivative(s0 + k * d, b, f);
      for (let i = 0; i < n; i++) a[i] += 2 * d * f[i];
      [a, b] = [b, a];
    }
    derivative(s0 + h, b, f);
    cost.evaluations += substeps;
    // Aitken–Neville in place: table[l] holds what column j − l has extrapolated to.
    let error = 0;
    for (let i = 0; i < n; i++) {
      let value = (a[i] + b[i] + d * f[i]) / 2;
      for (let l = 1; l <= j; l++) {
        const ratio = (j + 1) / (j + 1 - l);
        const before = table[l - 1][i];
        table[l - 1][i] = value;
        value += (value - before) / (ratio * ratio - 1);
      }
      if (j > 0) {
        const weight = absolute[i] + relative[i] * Math.max(Math.abs(y0[i]), Math.abs(value));
        error = Math.max(error, Math.abs(value - table[j - 1][i]) / weight);
      }
      table[j][i] = value;
    }
    if (j > 0 && error <= 1) {
      out.set(table[j]);
      return true;
    }
    if (!Number.isFinite(error)) return false;
  }
  return false;
}

/**
 * State at `s1` of the solution through (s0, y0), in as few evaluations as the tolerance allows and without
 * allocating anything but the result: for the many short hops between samples, where setting up a general
 * solver would cost more than the integration.
 *
 * @throws OutOfBudget where the solution is not smooth enough to follow, or the evaluations are spent
 */
export function hop(
  derivative: Derivative,
  s0: number,
  y0: Float64Array,
  s1: number,
  tolerance: Tolerance,
  cost: Cost,
): Float64Array {
  const y = Float64Array.from(y0);
  const least = Math.abs(s1 - s0) * 2 ** -HALVINGS;
  let s = s0;
  let h = s1 - s0;
  const { limit = Number.POSITIVE_INFINITY } = cost;
  for (let substeps = 0; s !== s1; substeps++) {
    if (substeps >= MOST_SUBSTEPS || cost.evaluations > limit) throw new OutOfBudget();
    const last = Math.abs(s1 - s) <= Math.abs(h);
    if (last) h = s1 - s;
    if (step(derivative, s, y, h, tolerance, cost, y)) {
      s = last ? s1 : s + h;
      h *= 2;
    } else {
      h /= 2;
      if (Math.abs(h) < least) throw new OutOfBudget();
    }
  }
  return y;
}
