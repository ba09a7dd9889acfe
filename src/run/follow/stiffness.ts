import type { Velocity } from "./mode.js";

// Guesses that work. A smooth phase takes some dozen steps, a stiff one thousands: any counts in between tell
// them apart, and a handover that comes a few steps late costs no more than these. Measured over 1,200 runs
// (every loss, three geometries, two domains, four starts): without a handover they need 4.7 times as many
// evaluations, and 12 of them run out of steps. The figures below say how that number of evaluations changes
// at half and at double a constant; where the runs end does not change.

/** Steps that any smooth stretch may take before stiffness is considered. Half: −1 %; double: +3 %. */
const GRACE = 60;

/** So many steps must look held back by stability. Half or double: less than 1 %. */
const HITS = 10;

/**
 * So many steps in a row that do not look held back start the count again; fewer follow a step that had to be
 * rejected and shortened. 2: less than 1 %; double: no change.
 */
const MISSES = 3;

/**
 * A step this many times the fastest decay time is at the edge of what an explicit method keeps stable. 2 is
 * the bound of Euler's method. Half: −1 %; double: +6 %.
 */
const HELD_BACK = 2;

/**
 * Longer steps than this share of the horizon get there soon, whatever holds them back. Never mattered in the
 * runs.
 */
const LONG = 1e-2;

/**
 * Where the fastest decay is from a log-ratio this near, the rounding of that log-ratio shows in the speed, and
 * with it in the time, which explicit steps then cannot resolve, however short: a million roundings. Runs
 * towards a rest point have arrived long before.
 */
const ROUNDED = 2e-10;

/**
 * Half the width of a central difference, near the cube root of the rounding unit, where its error is least.
 */
const WIDTH = 1e-6;

/**
 * Watches accepted steps for stiffness: many steps, each several times as long as the fastest decay time of
 * the field, while the state itself hardly moves, or lost in its rounding.
 *
 * @returns a function of the state (r1, r2, t) after each step: true when explicit steps should stop
 */
export function stiffnessWatch(velocity: Velocity, horizon: number): (y: Float64Array) => boolean {
  let [steps, hits, misses, before] = [0, 0, 0, 0];
  const v = new Float64Array(2);
  const at = (r1: number, r2: number) => {
    const scale = Math.exp(velocity(r1, r2, v));
    return [v[0] * scale, v[1] * scale] as const;
  };
  /** Rate of the fastest decay: minus the smallest real eigenvalue of ∂v/∂r. */
  const decay = (r1: number, r2: number) => {
    const h = WIDTH;
    const [a, b] = [at(r1 + h, r2), at(r1 - h, r2)];
    const [c, d] = [at(r1, r2 + h), at(r1, r2 - h)];
    const [j11, j21, j12, j22] = [a[0] - b[0], a[1] - b[1], c[0] - d[0], c[1] - d[1]].map((x) => x / (2 * h));
    const half = (j11 + j22) / 2;
    return Math.sqrt(Math.max(0, half * half - (j11 * j22 - j12 * j21))) - half;
  };
  return (y) => {
    const [r1, r2, t] = y;
    const taken = t - before;
    before = t;
    if (++steps <= GRACE) return false;
    const rate = decay(r1, r2);
    const rounded = Math.hypot(...at(r1, r2)) < ROUNDED * rate;
    const heldBack = (taken * rate > HELD_BACK || rounded) && taken < LONG * horizon;
    misses = heldBack ? 0 : misses + 1;
    if (heldBack) hits++;
    else if (misses >= MISSES) hits = 0;
    return hits >= HITS;
  };
}
