import type { Symmetric } from "../../model/geometry.js";
import type { LogRow, TrainingLog } from "../log.js";

/** How gradient-flow time runs along a log. */
export interface TimeFit {
  /** Gradient-flow time × k11 per unit of the log's clock (per training step). */
  timePerStep: number;
  /** Share of the margin's variance about its mean that the simulated margin explains; may be negative. */
  marginRSquared: number | null;
  /** The row whose margin is farthest from the simulated one: logged minus simulated, in nats. */
  largestMarginError: { step: number; error: number };
}

/**
 * Margin of DPO after a time under a constant kernel, from m = 0.
 *
 * m' = cβσ(−βm) integrates to e^u − 1 + u = cβ²t with u = βm, which Newton's method solves from above: the
 * left side is convex and rising.
 *
 * @param time  ≥ 0
 * @param speed c = k11 − 2k12 + k22, > 0
 */
export function marginAfter(time: number, beta: number, speed: number): number {
  const goal = speed * beta * beta * time;
  let u = Math.log1p(goal);
  for (let i = 0; i < 50; i++) {
    const step = (Math.expm1(u) + u - goal) / (Math.exp(u) + 1);
    u -= step;
    if (Math.abs(step) <= 1e-15 * Math.abs(u)) break;
  }
  return u / beta;
}

/** Point (r1, r2) of a margin on the line that a constant kernel draws from (0, 0). */
export function stateOf(margin: number, [k11, k12, k22]: Symmetric): [number, number] {
  const share = margin / (k11 - 2 * k12 + k22);
  return [(k11 - k12) * share, (k12 - k22) * share];
}

/** State (r1, r2) of DPO after a time under a constant kernel, from (0, 0): the exact solution. */
export const stateAfter = (time: number, beta: number, matrix: Symmetric): [number, number] =>
  stateOf(marginAfter(time, beta, matrix[0] - 2 * matrix[1] + matrix[2]), matrix);

type Clocked = Pick<TrainingLog, "rows" | "origin" | "beta">;

const margin = ({ r1, r2 }: LogRow) => r1 - r2;

/**
 * Time per step in closed form.
 *
 * The exact clock of DPO, e^u + u − 1 = cβ²t with u = βm, is linear in time: with t = τ·n after n steps the
 * transformed margin y = e^u + u − 1 is the straight line cβ²τ·n through the origin. An error of size δ in m
 * is one of size β(1 + e^u)δ in y, so equal errors in the margins weigh 1/(1 + e^u)², and weighted least
 * squares gives
 *
 *     τ = Σ w n y / (cβ² Σ w n²)
 */
function transformed({ rows, origin, beta }: Clocked, speed: number): number {
  let [up, down] = [0, 0];
  for (const row of rows) {
    const u = beta * margin(row);
    const n = row.step - origin;
    // σ(−u) is the root of the weight; the weighted y is written so that e^u cannot overflow.
    const q = 1 / (1 + Math.exp(u));
    up += n * (q / (1 + Math.exp(-u)) + q * q * (u - 1));
    down += n * n * q * q;
  }
  return up / (speed * beta * beta * down);
}

/**
 * Fits the gradient-flow time of one training step: least squares of the logged margins on the exact ones.
 *
 * The closed form of `transformed` takes its weights from noisy margins; from it, Gauss–Newton steps τ += Σ J
 * e/Σ J² lead to the least squares of the margins themselves, e = m − m(τn) and J = ∂m(τn)/∂τ = cβn/(1 +
 * e^u).
 *
 * @param speed c = k11 − 2k12 + k22 of the kernel, > 0
 * @returns     null where the margins do not grow from 0
 */
export function fitTime(log: Clocked, speed: number): TimeFit | null {
  const { rows, origin, beta } = log;
  let timePerStep = transformed(log, speed);
  if (!(timePerStep > 0) || !Number.isFinite(timePerStep)) return null;
  for (let i = 0; i < 30; i++) {
    let [up, down] = [0, 0];
    for (const row of rows) {
      const n = row.step - origin;
      const model = marginAfter(timePerStep * n, beta, speed);
      const slope = (speed * beta * n) / (1 + Math.exp(beta * model));
      up += slope * (margin(row) - model);
      down += slope * slope;
    }
    const next = Math.min(2 * timePerStep, Math.max(timePerStep / 2, timePerStep + up / down));
    const change = Math.abs(next - timePerStep);
    timePerStep = next;
    if (change <= 1e-12 * timePerStep) break;
  }
  const errors = rows.map((row) => margin(row) - marginAfter(timePerStep * (row.step - origin), beta, speed));
  const mean = rows.reduce((sum, row) => sum + margin(row), 0) / rows.length;
  const spread = rows.reduce((sum, row) => sum + (margin(row) - mean) ** 2, 0);
  const left = errors.reduce((sum, e) => sum + e * e, 0);
  const worst = errors.reduce((a, e, i) => (Math.abs(e) > Math.abs(errors[a]) ? i : a), 0);
  return {
    timePerStep,
    marginRSquared: spread > 0 ? 1 - left / spread : null,
    largestMarginError: { step: rows[worst].step, error: errors[worst] },
  };
}
