import type { Mode } from "./mode.js";
import type { Problem } from "./problem.js";

/** A rest point ahead. */
export interface Rest {
  /** Distance to it in log-ratios, the larger of the two. */
  readonly distance: number;
  readonly r: readonly [number, number];
  /** False where the point itself is known to first order in the distance only. */
  readonly sure: boolean;
}

/** Rest points further away than this are none of our business yet. */
const NEAR = 0.5;

/** Distance of differences. */
const H = 1e-5;

/** The larger difference of the log-ratios of two points; an extinct one does not count. */
export function distanceBetween(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let size = 0;
  for (let i = 0; i < 2; i++) if (a[i] !== b[i]) size = Math.max(size, Math.abs(a[i] - b[i]));
  return size;
}

/** Newton's method for a function of one variable that falls through 0 near x; undefined where none is near. */
function fall(f: (x: number) => number, x: number, near: number): number | undefined {
  let at = x;
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 40; round++) {
    const h = H * Math.max(1, 1e-6 * Math.abs(at));
    const slope = (f(at + h) - f(at - h)) / (2 * h);
    const step = -f(at) / slope;
    if (!(slope < 0) || !Number.isFinite(step) || Math.abs(at + step - x) > near) return undefined;
    at += step;
    if (Math.abs(step) <= 4e-16 * Math.abs(at) || Math.abs(step) < 1e-17) return at;
    if (round > 4 && Math.abs(step) >= before)
      return Math.abs(step) < 1e-12 * Math.max(1, Math.abs(at)) ? at : undefined;
    before = Math.abs(step);
  }
  return undefined;
}

/** The rest point of motion with one coordinate. */
function onLine({ chart }: Mode, q: ArrayLike<number>): Rest | undefined {
  const m = new Float64Array(2);
  chart.motion(q, m);
  const unit = m[1];
  if (m[0] === 0) return undefined;
  const speed = (x: number) => {
    chart.motion([x], m);
    return m[0] * Math.exp(m[1] - unit);
  };
  const rest = fall(speed, q[0], NEAR);
  if (rest === undefined) return undefined;
  const [here, there] = [new Float64Array(2), new Float64Array(2)];
  chart.toR([rest], there);
  chart.toR(q, here);
  return { distance: distanceBetween(here, there), r: [there[0], there[1]], sure: true };
}

/** d(log-ratios) of the motion, up to a factor. */
function direction({ chart }: Mode, q: ArrayLike<number>): [number, number] {
  const m = new Float64Array(4);
  chart.motion(q, m);
  const top = Math.max(m[1], m[3]);
  const v: [number, number] = [m[0] * Math.exp(m[1] - top), m[2] * Math.exp(m[3] - top)];
  if (chart.name === "plane") return v;
  const [a, b] = [new Float64Array(2), new Float64Array(2)];
  const h = 1e-5 / Math.max(1e-300, Math.hypot(v[0], v[1]));
  chart.toR([q[0] + h * v[0], q[1] + h * v[1]], a);
  chart.toR([q[0] - h * v[0], q[1] - h * v[1]], b);
  return [a[0] - b[0], a[1] - b[1]];
}

/** On a line of rest points: the one that the motion, straight from here, comes to. */
function ofMargin(
  problem: Problem,
  mode: Mode,
  q: ArrayLike<number>,
  r: ArrayLike<number>,
): Rest | undefined {
  const force = problem.force(mode.side === "on" ? undefined : mode.side);
  const f = new Float64Array(4);
  force(r[0], r[1], f);
  const unit = f[1];
  if (f[0] === 0) return undefined;
  const margin = r[0] - r[1];
  const rest = fall(
    (m) => {
      // Of two log-ratios far out the difference would be rounded.
      force(m / 2, -m / 2, f);
      return f[0] * Math.exp(f[1] - unit);
    },
    margin,
    NEAR,
  );
  if (rest === undefined) return undefined;
  const [d1, d2] = direction(mode, q);
  const share = (rest - margin) / (d1 - d2);
  const at: [number, number] = [r[0] + share * d1, r[1] + share * d2];
  return { distance: Math.max(Math.abs(share * d1), Math.abs(share * d2)), r: at, sure: false };
}

/** Newton's method for f = 0 in the plane, where that attracts. */
function inPlane(problem: Problem, mode: Mode, r: ArrayLike<number>): Rest | undefined {
  const { restAt, logP, others } = problem;
  const known = (point: readonly [number, number]): Rest | undefined => {
    const distance = distanceBetween(r, point);
    return distance < NEAR ? { distance, r: point, sure: true } : undefined;
  };
  const inside = (a: number, b: number) =>
    problem.walls.every((wall) => wall.value(a, b) <= 1e-12) &&
    (others === undefined || Math.exp(a + logP[0]) + Math.exp(b + logP[1]) < 1);
  if (restAt) return inside(...restAt) ? known(restAt) : undefined;
  const force = problem.force(mode.side === "on" ? undefined : mode.side);
  const f = new Float64Array(4);
  force(r[0], r[1], f);
  const unit = Math.max(f[1], f[3]);
  if (unit === -Infinity) return undefined;
  const at = (a: number, b: number): [number, number] => {
    force(a, b, f);
    return [f[0] * Math.exp(f[1] - unit), f[2] * Math.exp(f[3] - unit)];
  };
  let [a, b] = [r[0], r[1]];
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 40; round++) {
    const [f1, f2] = at(a, b);
    const [p, q, u, v] = [at(a + H, b), at(a - H, b), at(a, b + H), at(a, b - H)];
    const [j11, j21, j12, j22] = [p[0] - q[0], p[1] - q[1], u[0] - v[0], u[1] - v[1]].map((x) => x / (2 * H));
    const determinant = j11 * j22 - j12 * j21;
    if (!(j11 < 0 && j22 < 0 && determinant > 1e-9 * j11 * j22)) return undefined;
    const [s1, s2] = [(j12 * f2 - j22 * f1) / determinant, (j21 * f1 - j11 * f2) / determinant];
    const size = Math.max(Math.abs(s1), Math.abs(s2));
    a += s1;
    b += s2;
    if (!(distanceBetween(r, [a, b]) < NEAR)) return undefined;
    const rounding = 4e-16 * Math.max(Math.abs(a), Math.abs(b));
    if (size <= rounding || (round > 4 && size >= before)) {
      return size < 1e-11 && inside(a, b) ? known([a, b]) : undefined;
    }
    before = size;
  }
  return undefined;
}

/** The rest point that the motion in a mode is near to, if there is one. */
export function restNear(
  problem: Problem,
  mode: Mode,
  q: ArrayLike<number>,
  r: ArrayLike<number>,
): Rest | undefined {
  const { loss } = problem.flow;
  if (loss.restless) return undefined;
  const found =
    mode.chart.n === 1
      ? onLine(mode, q)
      : loss.margin
        ? ofMargin(problem, mode, q, r)
        : inPlane(problem, mode, r);
  if (!found) return undefined;
  const beyond = problem.walls.some(
    (wall) => wall !== mode.wall && wall.value(found.r[0], found.r[1]) > 1e-9,
  );
  return beyond ? undefined : found;
}
