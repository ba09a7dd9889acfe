import { advance } from "./method.js";
import type { Cost, Step } from "./odex.js";
import type { Derivative, Event, Phase, Tolerance } from "./problem.js";

/** Moves this short, in units of the clock, take one Runge–Kutta step: its error h⁵/100 is below rounding. */
const SHORT = 1e-3;

/** Newton's method needs two or three corrections. */
const CORRECTIONS = 8;

/**
 * Farthest that a correction may go, as a share of the step: an interpolant is not farther off than that, so
 * that a longer one comes from a value without a slope. Guesses; half and double of them change no run that
 * was tried.
 */
const FARTHEST = { dense: 0.1, cubic: 0.5 };

/**
 * Half the width of the central difference for the slope of a value. From 5e-7 to 2e-6 only last digits
 * change.
 */
const WIDTH = 1e-6;

/** A correction this short leaves an error of the order of its square: none. */
const CONVERGED = 1e-9;

/** A place on the solution. */
export interface Located {
  s: number;
  y: Float64Array;
  /** Whether Newton's method has converged on it. */
  converged: boolean;
}

/** The classical Runge–Kutta step of length h. */
function rungeKutta(f: Derivative, s: number, y: Float64Array, h: number): Float64Array {
  const n = y.length;
  const [sum, k, at] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  f(s, y, k);
  for (const [reach, weight] of [
    [0.5, 1],
    [0.5, 2],
    [1, 2],
  ]) {
    for (let i = 0; i < n; i++) {
      sum[i] += weight * k[i];
      at[i] = y[i] + reach * h * k[i];
    }
    f(s + reach * h, at, k);
  }
  for (let i = 0; i < n; i++) at[i] = y[i] + (h / 6) * (sum[i] + k[i]);
  return at;
}

/**
 * The same on a stiff stretch, always from the start of the step: backwards, errors grow as fast as they
 * decay forwards. By secants, not by slopes: those of a stiff field are mostly rounding times a large rate.
 */
function locateStiff(
  phase: Phase<unknown>,
  { s0, y0, s1, y1 }: Step,
  event: Event<unknown>,
  guess: number,
  tolerance: Tolerance,
  cost: Cost,
): Located {
  let [s, y] = [guess, advance(phase, s0, y0, guess, tolerance, cost)];
  // The end that is farther from the guess gives the first secant.
  let [last, before] = guess - s0 < s1 - guess ? [s1, event.value(y1)] : [s0, event.value(y0)];
  for (let i = 0; i < CORRECTIONS; i++) {
    const now = event.value(y);
    const ds = (now * (s - last)) / (before - now);
    const next = s + ds;
    if (!(next >= s0 && next <= s1)) return { s, y, converged: now === 0 };
    [last, before] = [s, now];
    [s, y] = [next, advance(phase, s0, y0, next, tolerance, cost)];
    if (Math.abs(ds) < CONVERGED) return { s, y, converged: true };
  }
  return { s, y, converged: false };
}

/**
 * Moves an event found on an interpolant to where the integrator puts it: hop there from the start of the
 * step, then correct s by Newton's method along the solution.
 *
 * @param guess where the interpolant has it
 */
export function locate(
  phase: Phase<unknown>,
  step: Step,
  event: Event<unknown>,
  guess: number,
  tolerance: Tolerance,
  cost: Cost,
): Located {
  if (phase.stiff) return locateStiff(phase, step, event, guess, tolerance, cost);
  const n = step.y0.length;
  const { derivative } = phase;
  const limit = (step.dense ? FARTHEST.dense : FARTHEST.cubic) * (step.s1 - step.s0);
  let s = guess;
  let y = advance(phase, step.s0, step.y0, s, tolerance, cost);
  const [dy, near] = [new Float64Array(n), new Float64Array(n)];
  const valueAt = (h: number) => {
    for (let i = 0; i < n; i++) near[i] = y[i] + h * dy[i];
    return event.value(near);
  };
  for (let i = 0; i < CORRECTIONS; i++) {
    derivative(s, y, dy);
    cost.evaluations++;
    const h = WIDTH;
    const ds = (-2 * h * event.value(y)) / (valueAt(h) - valueAt(-h));
    if (!Number.isFinite(ds) || Math.abs(ds) > limit) return { s, y, converged: false };
    if (Math.abs(ds) < SHORT) {
      y = rungeKutta(derivative, s, y, ds);
      cost.evaluations += 4;
    } else y = advance(phase, s, y, s + ds, tolerance, cost);
    s += ds;
    if (Math.abs(ds) < CONVERGED) return { s, y, converged: true };
  }
  return { s, y, converged: false };
}
