import type { Velocity } from "./mode.js";

// Without a theory behind them: a smooth phase takes some dozen steps, a stiff one thousands, so that any counts in
// between tell them apart, and a handover that comes a few steps late costs no more than these.

/** Steps that any smooth stretch may take before stiffness is considered. */
const GRACE = 60;

/** So many steps must look held back by stability. */
const HITS = 10;

/** So many in a row that do not start the count again; fewer follow a step that had to be rejected and shortened. */
const MISSES = 3;

/** A step this many times the fastest decay is at the edge of what an explicit method keeps stable; Euler's: 2. */
const HELD_BACK = 2;

/**
 * Watches accepted steps for stiffness: many steps, each several times as long as the fastest decay time of the
 * field, while the state itself hardly moves.
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
    const h = 1e-6;
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
    const heldBack = taken * decay(r1, r2) > HELD_BACK && taken < 1e-2 * horizon;
    misses = heldBack ? 0 : misses + 1;
    if (heldBack) hits++;
    else if (misses >= MISSES) hits = 0;
    return hits >= HITS;
  };
}
