import type { Velocity } from "./mode.js";

/** A component is extinct once its e-folding time is below this share of the time elapsed. */
const EXTINCT_BELOW = 1e-12;

/** How far down its axis (in powers of 2 of the log-ratio) the fall of a component must go on undisturbed. */
const LOOK_AHEAD = 20;

/** A component that is about to reach zero, and in how much time. */
export interface Death {
  dead: 0 | 1;
  /** Time left until it is zero. */
  tail: number;
}

/**
 * Whether a component is about to reach zero. Its remaining life follows the power law x ∝ (T − t)^(1/γ),
 * γ = −d log|v_i| / dr_i, and is too short to matter for anything but T.
 *
 * @param y state (r1, r2, t)
 */
export function dying(y: Float64Array, velocity: Velocity): Death | undefined {
  const v = new Float64Array(2);
  const [r1, r2, t] = y;
  for (const dead of [0, 1] as const) {
    /** log of the speed towards zero with the other component frozen; NaN where it moves away or rests. */
    const logSpeed = (ri: number) => {
      const scale = velocity(dead === 0 ? ri : r1, dead === 1 ? ri : r2, v);
      return v[dead] < 0 ? scale + Math.log(-v[dead]) : Number.NaN;
    };
    const r = y[dead];
    const log = logSpeed(r); // NaN, so no death, for a component that is extinct already.
    if (!(log > -Math.log(EXTINCT_BELOW * t))) continue;
    const gamma = logSpeed(r - 0.5) - logSpeed(r + 0.5);
    if (!(gamma > 0)) continue;
    // A rest point further down this line would stop the fall: then the approach to it is stiff, not final.
    const falls = Array.from({ length: LOOK_AHEAD }, (_, k) => logSpeed(r - 2 ** k));
    if (!falls.some(Number.isNaN)) return { dead, tail: Math.exp(-log) / gamma };
  }
  return undefined;
}
