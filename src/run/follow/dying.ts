import type { Velocity } from "./mode.js";

/** A component is extinct once its e-folding time is below this share of the time elapsed. */
const EXTINCT_BELOW = 1e-12;

/**
 * The same where nobody wants to see the last stretch, in units of the tolerance: the quadrature is that
 * good. From half of it to ten times it the error of the extinction time stays what it is, that of the steps.
 */
const EARLY_BELOW = 1e4;

/**
 * Largest share of the time left times the other component's motion in it, which is left out, in the same
 * units. Chosen to be small beside 1; half and double change neither errors nor costs.
 */
const EARLY_ERROR = 1e-2;

/**
 * Largest difference of the time left by two quadratures, in units of the tolerance of the time: the fall may
 * become slower on its way than it is now.
 */
const EARLY_DOUBT = 0.1;

/** Share of its length by which the second quadrature differs from the first at least. */
const OTHER_SCALE = 0.9;

/**
 * How far down its axis (in powers of 2 of the log-ratio) the fall of a component must go on undisturbed: a
 * million, at which a probability is below every number.
 */
const LOOK_AHEAD = 20;

/** Nodes and weights of the Gauss–Laguerre rule of order 4, ∫₀^∞ e^(−z) f(z) dz = Σ w f(z); DLMF 18.3. */
const LAGUERRE = [
  [0.3225476896193923, 0.6031541043416336],
  [1.7457611011583467, 0.35741869243779967],
  [4.536620296921128, 0.038887908515005384],
  [9.395070912301133, 0.0005392947055613274],
] as const;

/** A component that is about to reach zero, and in how much time. */
export interface Death {
  dead: 0 | 1;
  /** Time left until it is zero. */
  tail: number;
  /** Change of the other log-ratio in that time. */
  drift: number;
}

/** What is known about a flow that bears on how its components die. */
export interface Circumstances {
  velocity: Velocity;
  /** Whether a fall may end at a rest point, which then has to be looked for. */
  mayRest: boolean;
}

const v = new Float64Array(2);

/** log of the speed at which a component falls; NaN where it rises or rests. */
const logFall = (dead: 0 | 1, scale: number) => (v[dead] < 0 ? scale + Math.log(-v[dead]) : Number.NaN);

/**
 * Whether a component is about to reach zero: the rest of its life, with the other one frozen, is then a
 * matter of quadrature. It follows a power law, x ∝ (T − t)^(1/γ), γ = −d log|v_i| / dr_i, to first order.
 *
 * @param y     state (r1, r2, t)
 * @param early relative tolerance of the time, to end as soon as that is met; 0 to end only when nothing is
 *              left to see
 */
export function dying(y: Float64Array, circumstances: Circumstances, early = 0): Death | undefined {
  const scale = circumstances.velocity(y[0], y[1], v);
  const fast = -Math.log(Math.max(EXTINCT_BELOW, EARLY_BELOW * early) * y[2]);
  // NaN, so no death, for a component that is extinct already.
  const [first, second] = [logFall(0, scale), logFall(1, scale)];
  const motion = Math.abs(first > fast ? v[1] / v[0] : v[0] / v[1]);
  const soon = (log: number) =>
    log > fast &&
    (log > -Math.log(EXTINCT_BELOW * y[2]) || motion * Math.exp(-log) < EARLY_ERROR * early * y[2]);
  const doubt = EARLY_DOUBT * early * y[2];
  return (
    (soon(first) ? deathOf(0, y, circumstances, doubt) : undefined) ??
    (soon(second) ? deathOf(1, y, circumstances, doubt) : undefined)
  );
}

/** @param doubt about the time left that is allowed; 0 for a time left that is nothing beside it */
function deathOf(
  dead: 0 | 1,
  y: Float64Array,
  { velocity, mayRest }: Circumstances,
  doubt: number,
): Death | undefined {
  const [r1, r2] = y;
  const r = y[dead];
  /** log of the speed towards zero with the other component frozen. */
  const logSpeed = (ri: number) => logFall(dead, velocity(dead === 0 ? ri : r1, dead === 1 ? ri : r2, v));
  /** Rate at which that grows down the axis: γ. */
  const rateAt = (ri: number) => logSpeed(ri - 0.5) - logSpeed(ri + 0.5);
  const left = (rate: number): Death => {
    let [tail, drift] = [0, 0];
    for (const [z, weight] of LAGUERRE) {
      const log = logSpeed(r - z / rate);
      tail += (weight / rate) * Math.exp(z - log);
      drift -= ((weight / rate) * Math.exp(z) * v[1 - dead]) / v[dead];
    }
    return { dead, tail, drift };
  };
  const gamma = rateAt(r);
  if (!(gamma > 0)) return undefined;
  // A rest point further down this line would stop the fall: then the approach to it is stiff, not final.
  for (let k = 0; mayRest && k < LOOK_AHEAD; k++) if (Number.isNaN(logSpeed(r - 2 ** k))) return undefined;
  const death = left(gamma);
  if (doubt > 0) {
    // Any scale gives a rule for the same integral; that of the end sees a fall that becomes slower.
    const last = rateAt(r - LAGUERRE[LAGUERRE.length - 1][0] / gamma);
    const other = left(Math.min(last, OTHER_SCALE * gamma));
    if (!(last > 0 && Math.abs(other.tail - death.tail) <= doubt)) return undefined;
  }
  return death;
}
