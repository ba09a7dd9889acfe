import { cubicAt } from "./cubic.js";
import { findRoot } from "./findRoot.js";
import { CLEAR, type Found, NOTHING } from "./found.js";
import type { Cost, Step } from "./odex.js";
import type { Event, Phase, Tolerance } from "./problem.js";
import { createReview } from "./review.js";

/** Where a step is looked at, as shares of it; close to the ends to see which way a value goes there. */
const SHARES = [0.02, 0.25, 0.5, 0.75, 0.98];

/**
 * A peak inside a step that comes this close to zero, in units of the value's range there, is worth a closer
 * look. A guess: half and double change no run that was tried.
 */
const NEAR = 0.3;

/** What a step is that has not seen all that lies in it: an answer of `watchEnds`. */
export const ROUGH = "rough";

/** What the value of an event does between the ends of a step, as far as a few places show. */
class Course {
  lowest = 0;
  highest = 0;
  /** How often it changes its sign. */
  turns = 0;

  /** Follows a value from `before` to `now`, by way of its values at the states `inside`. */
  follow(event: Event<unknown>, before: number, now: number, inside: readonly Float64Array[]): void {
    let lowest = Math.min(before, now);
    let highest = Math.max(before, now);
    let [turns, last] = [0, before];
    for (let k = 0; k < inside.length && !event.atStepEnds; k++) {
      const v = event.value(inside[k]);
      if (v < lowest) lowest = v;
      if (v > highest) highest = v;
      if (v >= 0 !== last >= 0) turns++;
      last = v;
    }
    this.lowest = lowest;
    this.highest = highest;
    this.turns = turns;
  }

  /** Whether it has a peak between the ends that may be zero, for all that is known. */
  mayPeak(before: number, now: number): boolean {
    const { lowest, highest } = this;
    return highest > before && highest > now && highest > -NEAR * (highest - lowest);
  }
}

/**
 * Watches the events of a phase, as `watch` does, over steps without dense output: from the values at both
 * ends of a step and a few between them, on the cubic through both ends and their slopes.
 *
 * @returns for each step its events; undefined where the cubic leaves room for doubt: then the step should be
 *          looked at more closely; ROUGH where it should be taken back and made shorter
 */
export function watchEnds<Status>(
  phase: Phase<Status>,
  y0: Float64Array,
  tolerance: Tolerance,
  cost: Cost,
): (step: Step) => readonly Found<Status>[] | typeof ROUGH | undefined {
  const { events } = phase;
  const n = y0.length;
  const value = events.map((event) => event.value(y0));
  const armed = value.map((v) => v < -CLEAR);
  const missed = createReview(phase.derivative, n, tolerance, cost);
  const course = new Course();
  const y = new Float64Array(n);
  const inside = SHARES.map(() => new Float64Array(n));

  return (step) => {
    const { slopes } = step;
    if (!slopes) return undefined;
    if (missed(step, slopes)) return ROUGH;
    for (let k = 0; k < SHARES.length; k++) cubicAt(step, slopes, SHARES[k], inside[k]);

    let found: Found<Status>[] | undefined;
    let doubt = false;
    for (let i = 0; i < events.length; i++) {
      const event = events[i];
      const [before, now] = [value[i], event.value(step.y1)];
      value[i] = now;
      course.follow(event, before, now, inside);
      if (!armed[i]) {
        armed[i] = now < -CLEAR;
        if (now > CLEAR && course.lowest < -CLEAR) doubt = true;
        else if (now > CLEAR) found = [...(found ?? []), { event, s: step.s0 }];
      } else if (now >= 0) {
        if (course.turns > 1) doubt = true;
        const x = findRoot(
          (x) => (x === 1 ? now : event.value(cubicAt(step, slopes, x, y))),
          0,
          1,
          before,
          now,
        );
        found = [...(found ?? []), { event, s: step.s0 + x * (step.s1 - step.s0) }];
        if (event.passing) armed[i] = false;
      } else if (course.mayPeak(before, now)) doubt = true;
    }
    if (doubt) return undefined;
    return found ? found.sort((a, b) => a.s - b.s) : NOTHING;
  };
}
