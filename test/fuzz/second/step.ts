import type { Tableau } from "./tableau.js";

/** An autonomous field of one or two coordinates in scaled form: v̂ into `out`; returns λ, v = e^λ·v̂. */
export type Field = (q: ArrayLike<number>, out: Float64Array) => number;

/**
 * What steps are counted in: arc length, ds = √(|v|² + rate²) dt, or a multiple of plain time, dt = e^(−unit) ds.
 * Both as logarithms.
 */
export type Clock = { readonly logRate: number } | { readonly unit: number };

/** Coordinates and time, each as an unevaluated sum of two doubles: what adds up over steps is not rounded. */
export interface State {
  readonly q: readonly (readonly [high: number, low: number])[];
  readonly t: readonly [high: number, low: number];
}

/** A step that has been solved. */
export interface Step {
  readonly from: State;
  readonly h: number;
  readonly clock: Clock;
  /** Changes of the coordinates from the start to each stage. */
  readonly z: Float64Array;
  /** The same of time. */
  readonly dt: Float64Array;
  /** Estimated errors of the coordinates and of the time at the end. */
  readonly error: readonly number[];
  readonly errorOfTime: number;
}

/** a + b exactly, as high + low. */
function twoSum(a: number, b: number): [number, number] {
  const s = a + b;
  const bb = s - a;
  return [s, a - (s - bb) + (b - bb)];
}

/** Adds a double to a sum of two. */
export function plus([high, low]: readonly [number, number], b: number): [number, number] {
  const [s, e] = twoSum(high, b);
  return twoSum(s, e + low);
}

/** F = dq/ds into `out`; returns dt/ds. */
function onClock(field: Field, clock: Clock, q: ArrayLike<number>, out: Float64Array): number {
  const scale = field(q, out);
  let square = 0;
  for (const v of out) square += v * v;
  if ("unit" in clock) {
    const factor = square === 0 ? 0 : Math.exp(scale - clock.unit);
    for (let i = 0; i < out.length; i++) out[i] *= factor;
    return Math.exp(-clock.unit);
  }
  const fast = scale >= clock.logRate;
  const shrink = fast ? 1 : Math.exp(scale - clock.logRate);
  const rest = fast ? Math.exp(clock.logRate - scale) : 1;
  const pace = 1 / Math.hypot(Math.sqrt(square) * shrink, rest);
  for (let i = 0; i < out.length; i++) out[i] *= shrink * pace;
  return Math.exp(-Math.max(scale, clock.logRate)) * pace;
}

/** Solves m·x = b by elimination with pivots; `m` (n × n, row by row) and `b` are overwritten, b with x. */
function eliminate(m: Float64Array, n: number, pivots: Int32Array): boolean {
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i * n + k]) > Math.abs(m[best * n + k])) best = i;
    pivots[k] = best;
    if (!(Math.abs(m[best * n + k]) > 0)) return false;
    if (best !== k)
      for (let j = 0; j < n; j++) [m[k * n + j], m[best * n + j]] = [m[best * n + j], m[k * n + j]];
    for (let i = k + 1; i < n; i++) {
      const factor = m[i * n + k] / m[k * n + k];
      m[i * n + k] = factor;
      if (factor !== 0) for (let j = k + 1; j < n; j++) m[i * n + j] -= factor * m[k * n + j];
    }
  }
  return true;
}

function substitute(m: Float64Array, n: number, pivots: Int32Array, b: Float64Array): void {
  for (let k = 0; k < n; k++) {
    if (pivots[k] !== k) [b[k], b[pivots[k]]] = [b[pivots[k]], b[k]];
  }
  for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) b[i] -= m[i * n + j] * b[j];
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) b[i] -= m[i * n + j] * b[j];
    b[i] /= m[i * n + i];
  }
}

/** Distance of the differences that the Jacobian is made of: it only steers Newton's method. */
const H = 1e-7;

/** ∂F/∂q, row by row. */
export function jacobian(
  f: (q: Float64Array, out: Float64Array) => void,
  q: ArrayLike<number>,
): Float64Array {
  const n = q.length;
  const j = new Float64Array(n * n);
  const [at, up, down] = [Float64Array.from(q), new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    const h = H * Math.max(1, 1e-3 * Math.abs(q[k]));
    at[k] = q[k] + h;
    const high = at[k];
    f(at, up);
    at[k] = q[k] - h;
    const width = high - at[k];
    f(at, down);
    at[k] = q[k];
    for (let i = 0; i < n; i++) j[i * n + k] = (up[i] - down[i]) / width;
  }
  return j;
}

/** Newton's iteration gives up on a step after so many rounds. */
const ROUNDS = 14;

/** What is counted, so that it can be bounded. */
export interface Count {
  evaluations: number;
}

/**
 * Takes one step of Radau IIA; undefined where Newton's method does not solve it.
 *
 * @param last the step before, from whose polynomial the iteration starts
 */
export function radauStep(
  { stages, c, a, atStart, gamma }: Tableau,
  field: Field,
  clock: Clock,
  from: State,
  h: number,
  count: Count,
  guess?: Float64Array,
): Step | undefined {
  const n = from.q.length;
  const size = n * stages;
  const [at, out] = [new Float64Array(n), new Float64Array(n)];
  const evaluate = (q: Float64Array, f: Float64Array) => {
    count.evaluations++;
    return onClock(field, clock, q, f);
  };
  for (let i = 0; i < n; i++) at[i] = from.q[i][0] + from.q[i][1];
  const start = Float64Array.from(at);
  const f0 = new Float64Array(n);
  const g0 = evaluate(at, f0);
  if (!f0.every(Number.isFinite) || !Number.isFinite(g0)) return undefined;
  const jac = jacobian((q, f) => void evaluate(q, f), start);
  if (!jac.every(Number.isFinite)) return undefined;

  const matrix = new Float64Array(size * size);
  for (let i = 0; i < stages; i++)
    for (let j = 0; j < stages; j++)
      for (let p = 0; p < n; p++)
        for (let r = 0; r < n; r++)
          matrix[(i * n + p) * size + j * n + r] =
            (i === j && p === r ? 1 : 0) - h * a[i][j] * jac[p * n + r];
  const pivots = new Int32Array(size);
  if (!eliminate(matrix, size, pivots)) return undefined;

  const z = guess ?? new Float64Array(size);
  if (!guess) for (let i = 0; i < stages; i++) for (let p = 0; p < n; p++) z[i * n + p] = c[i] * h * f0[p];
  const [slopes, paces, change] = [new Float64Array(size), new Float64Array(stages), new Float64Array(size)];
  let before = Number.POSITIVE_INFINITY;
  let solved = false;
  for (let round = 0; round < ROUNDS && !solved; round++) {
    for (let i = 0; i < stages; i++) {
      for (let p = 0; p < n; p++) at[p] = from.q[p][0] + (from.q[p][1] + z[i * n + p]);
      paces[i] = evaluate(at, out);
      if (!Number.isFinite(paces[i])) return undefined;
      for (let p = 0; p < n; p++) slopes[i * n + p] = out[p];
    }
    for (let i = 0; i < stages; i++)
      for (let p = 0; p < n; p++) {
        let sum = 0;
        for (let j = 0; j < stages; j++) sum += a[i][j] * slopes[j * n + p];
        change[i * n + p] = h * sum - z[i * n + p];
      }
    substitute(matrix, size, pivots, change);
    let norm = 0;
    let largest = 0;
    for (let k = 0; k < size; k++) {
      z[k] += change[k];
      norm = Math.max(norm, Math.abs(change[k]));
      largest = Math.max(largest, Math.abs(z[k]));
    }
    if (!Number.isFinite(norm)) return undefined;
    // Rounding of the field, which Newton's steps cannot fall below.
    let rounding = 1e-15 * largest;
    for (const x of start) rounding = Math.max(rounding, 2e-16 * Math.abs(x));
    // Or that of its terms, which is where the iteration comes to a halt.
    const halts = round >= 2 && norm > 0.3 * before && norm < 1e-13 * Math.max(1, largest) + 20 * rounding;
    solved = norm <= rounding || halts;
    if (round > 2 && norm > 0.9 * before && !solved) return undefined;
    before = norm;
  }
  if (!solved) return undefined;

  const dt = new Float64Array(stages);
  for (let i = 0; i < stages; i++) for (let j = 0; j < stages; j++) dt[i] += h * a[i][j] * paces[j];

  // The embedded error, made harmless in stiff directions by (1 − hγJ)⁻¹.
  const error = new Float64Array(n);
  let errorOfTime = g0;
  for (let j = 0; j < stages; j++) errorOfTime -= atStart[j] * paces[j];
  for (let p = 0; p < n; p++) {
    let sum = f0[p];
    for (let j = 0; j < stages; j++) sum -= atStart[j] * slopes[j * n + p];
    error[p] = gamma * h * sum;
  }
  const filter = jac.map((x, k) => (k % (n + 1) === 0 ? 1 : 0) - h * gamma * x);
  const turns = new Int32Array(n);
  if (eliminate(filter, n, turns)) substitute(filter, n, turns, error);
  return { from, h, clock, z, dt, error: [...error], errorOfTime: gamma * h * errorOfTime };
}

/** The state at the end of a step. */
export function endOf({ from, z, dt }: Step): State {
  const n = from.q.length;
  const last = dt.length - 1;
  return {
    q: from.q.map((pair, p) => plus(pair, z[last * n + p])),
    t: plus(from.t, dt[last]),
  };
}

/** The state at stage i. */
export function stageOf({ from, z, dt }: Step, i: number): State {
  const n = from.q.length;
  return { q: from.q.map((pair, p) => plus(pair, z[i * n + p])), t: plus(from.t, dt[i]) };
}

/** Continues the polynomial of a step: a first guess at the stages of the next one, of length h. */
export function continued({ c, stages }: Tableau, last: Step, h: number): Float64Array {
  const n = last.from.q.length;
  const nodes = [0, ...c];
  const guess = new Float64Array(n * stages);
  for (let i = 0; i < stages; i++) {
    const x = 1 + (c[i] * h) / last.h;
    for (let j = 1; j < nodes.length; j++) {
      let weight = 1;
      for (let k = 0; k < nodes.length; k++) if (k !== j) weight *= (x - nodes[k]) / (nodes[j] - nodes[k]);
      for (let p = 0; p < n; p++) guess[i * n + p] += weight * last.z[(j - 1) * n + p];
    }
    for (let p = 0; p < n; p++) guess[i * n + p] -= last.z[(stages - 1) * n + p];
  }
  return guess;
}
