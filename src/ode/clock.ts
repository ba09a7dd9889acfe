import type { Derivative } from "./problem.js";

/**
 * A vector field given in scaled form: writes v̂ into `out` and returns λ, meaning v = e^λ·v̂ with max |v̂|
 * of order 1 (λ = −Infinity where the field vanishes). Speeds far outside the range of doubles stay exact.
 */
export type ScaledField = (y: ArrayLike<number>, out: Float64Array) => number;

/**
 * The same field in plain doubles: writes v into `out`. Returns false where these might not hold it; where it
 * returns true, the sum of the squares of v is in range.
 */
export type PlainField = (y: ArrayLike<number>, out: Float64Array) => boolean;

/** Time scales between which plain doubles hold their inverse beside any speed. */
const [SHORTEST, LONGEST] = [1e-140, 1e140];

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
 * @param plain     v in plain doubles, if it is known in them: used where it can be
 * @returns the right-hand side for the n + 1 components (y, t)
 */
export function onClock(field: ScaledField, n: number, timeScale: number, plain?: PlainField): Derivative {
  const scaled = onScaledClock(field, n, timeScale);
  if (!plain || timeScale < SHORTEST || timeScale > LONGEST) return scaled;
  const v = new Float64Array(n);
  const rate = 1 / timeScale;
  return (s, y, dy) => {
    if (!plain(y, v)) return scaled(s, y, dy);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += v[i] * v[i];
    const pace = 1 / (Math.sqrt(sum) + rate);
    for (let i = 0; i < n; i++) dy[i] = v[i] * pace;
    dy[n] = pace;
  };
}

function onScaledClock(field: ScaledField, n: number, timeScale: number): Derivative {
  const v = new Float64Array(n);
  const logRate = -Math.log(timeScale);
  return (_s, y, dy) => {
    const scale = field(y, v);
    // Both speeds in units of the larger one, so that nothing overflows.
    const fast = scale >= logRate;
    const shrink = fast ? 1 : Math.exp(scale - logRate);
    const rest = fast ? Math.exp(logRate - scale) : 1;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += v[i] * v[i];
    const pace = 1 / (Math.sqrt(sum) * shrink + rest);
    for (let i = 0; i < n; i++) dy[i] = v[i] * shrink * pace;
    dy[n] = timeScale * rest * pace;
  };
}
