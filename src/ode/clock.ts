import type { Derivative } from "./problem.js";

/**
 * A vector field given in scaled form: writes v̂ into `out` and returns λ, meaning v = e^λ·v̂ with max |v̂| of
 * order 1 (λ = −Infinity where the field vanishes). Speeds far outside the range of doubles stay exact.
 */
export type ScaledField = (y: ArrayLike<number>, out: Float64Array) => number;

/**
 * The autonomous field y' = v(y) against a regularised clock s, with time as the last component:
 *
 *     ds = (|v| + 1/t_c) dt        dy/ds = v / (|v| + 1/t_c)        dt/ds = 1 / (|v| + 1/t_c)
 *
 * The speed in s is at most 1, so a component that runs to −∞ in finite time becomes a straight line along
 * which t converges geometrically, and near a slow rest point s turns into ordinary time.
 *
 * @param field     v, of n components
 * @param n         number of components
 * @param timeScale t_c > 0, the horizon
 * @returns the right-hand side for the n + 1 components (y, t)
 */
export function onClock(field: ScaledField, n: number, timeScale: number): Derivative {
  const v = new Float64Array(n);
  const logRate = -Math.log(timeScale);
  return (_s, y, dy) => {
    const scale = field(y, v);
    const top = Math.max(scale, logRate);
    const shrink = Math.exp(scale - top);
    for (let i = 0; i < n; i++) dy[i] = v[i] * shrink;
    const speed = Math.hypot(...dy.subarray(0, n)) + Math.exp(logRate - top);
    for (let i = 0; i < n; i++) dy[i] /= speed;
    dy[n] = Math.exp(-top) / speed;
  };
}
