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

const v = new Float64Array(2);

/** log of the speed at which a component falls; NaN where it rises or rests. */
const logFall = (dead: 0 | 1, scale: number) => (v[dead] < 0 ? scale + Math.log(-v[dead]) : Number.NaN);

/**
 * Whether a component is about to reach zero. Its remaining life follows the power law x ∝ (T − t)^(1/γ),
 * γ = −d log|v_i| / dr_i, and is too short to matter for anything but T.
 *
 * @param y state (r1, r2, t)
 */
export function dying(y: Float64Array, velocity: Velocity): Death | undefined {
  const [r1, r2, t] = y;
  const fast = -Math.log(EXTINCT_BELOW * t);
  const scale = velocity(r1, r2, v);
  // NaN, so no death, for a component that is extinct already.
  const [first, second] = [logFall(0, scale), logFall(1, scale)];
  return (
    (first > fast ? deathOf(0, first, y, velocity) : undefined) ??
    (second > fast ? deathOf(1, second, y, velocity) : undefined)
  );
}

function deathOf(dead: 0 | 1, log: number, y: Float64Array, velocity: Velocity): Death | undefined {
  const [r1, r2] = y;
  const r = y[dead];
  /** log of the speed towards zero with the other component frozen. */
  const logSpeed = (ri: number) => logFall(dead, velocity(dead === 0 ? ri : r1, dead === 1 ? ri : r2, v));
  const gamma = logSpeed(r - 0.5) - logSpeed(r + 0.5);
  if (!(gamma > 0)) return undefined;
  // A rest point further down this line would stop the fall: then the approach to it is stiff, not final.
  for (let k = 0; k < LOOK_AHEAD; k++) if (Number.isNaN(logSpeed(r - 2 ** k))) return undefined;
  return { dead, tail: Math.exp(-log) / gamma };
}
