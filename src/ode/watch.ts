import { findRoot } from "./findRoot.js";
import { CLEAR, type Found, NOTHING } from "./found.js";
import type { Step } from "./odex.js";
import type { Phase } from "./problem.js";
import { summit } from "./summit.js";

/**
 * Steps are long (odex has order up to 18), so events are looked for at this many points inside each. A
 * guess: with 10 and with 40 all runs that were tried end as they do.
 */
const PROBES = 20;

/**
 * Whether a value may reach zero at a peak between two probes. A peak shows by a middle value that is higher
 * than both others; near the ends of a step, which no other probe follows, it need not show at all. In the
 * first half of the first interval it shows by a fall that grows from there: on a parabola to more than three
 * times of what it was, and a little less is taken for that. A parabola's peak is higher than the highest of three
 * values by an eighth of the larger fall, and twice that is allowed for.
 *
 * @param old    value at probe k − 2; NaN where there is none
 * @param before value at probe k − 1
 * @param now    value at probe k
 */
function mayPeak(old: number, before: number, now: number, k: number): boolean {
  if (k === 2 && old >= before && before - now > 2.75 * (old - before)) {
    // Unless the first interval has shown it already.
    return old + (before - now) / 4 >= 0 && old + (old - before) / 4 < 0;
  }
  const top = Math.max(before, now);
  const fall = Math.max(before - old || 0, Math.abs(before - now));
  const ends = k === 1 || (k === PROBES && now > before);
  return (ends || (before > old && before > now)) && top + fall / 4 >= 0;
}

/**
 * Watches the events of a phase over its steps on their dense output; gives those up to the first that ends
 * it.
 */
export function watch<Status>(
  phase: Phase<Status>,
  y0: Float64Array,
): (step: Step) => readonly Found<Status>[] {
  const value = phase.events.map((event) => event.value(y0));
  const armed = value.map((v) => v < -CLEAR);
  /** Passing events already noted: once in a phase. */
  const passed = phase.events.map(() => false);
  const earlier = new Float64Array(value.length);
  const y = new Float64Array(y0.length);

  return ({ s0, s1, y1, dense }) => {
    earlier.fill(Number.NaN);
    const at = (s: number) => {
      if (s === s1 || !dense) return y1;
      for (let i = 0; i < y.length; i++) y[i] = dense(i, s);
      return y;
    };
    const noted: Found<Status>[] = [];
    let left = s0;
    let first: Found<Status> | undefined;
    for (let k = 1; k <= PROBES; k++) {
      const ended = first !== undefined;
      if (ended && k < PROBES) continue;
      const right = k === PROBES ? s1 : s0 + ((s1 - s0) * k) / PROBES;
      const state = at(right);
      for (const [i, event] of phase.events.entries()) {
        // What shows at the end of a step alone may have happened before an event that ends it halfway.
        if (passed[i] || (event.atStepEnds ? k < PROBES : ended)) continue;
        const from = event.atStepEnds ? s0 : left;
        const [old, before, now] = [earlier[i], value[i], event.value(state)];
        [earlier[i], value[i]] = [before, now];
        let found: Found<Status> | undefined;
        const above = (x: number) => event.value(at(x));
        if (!armed[i]) {
          armed[i] = now < -CLEAR;
          if (now > CLEAR) found = { event, s: from };
        } else if (now >= 0) {
          found = { event, s: findRoot(above, from, right, before, now) };
          at(right);
        } else if (!event.atStepEnds && mayPeak(old, before, now, k)) {
          const start = k === 1 ? s0 : left - (right - left);
          const x = summit(above, start, right);
          if (x !== undefined) found = { event, s: findRoot(above, start, x) };
          at(right);
        }
        if (!found) continue;
        if (event.passing) {
          noted.push(found);
          passed[i] = true;
        } else if (!first || found.s < first.s) first = found;
      }
      left = right;
    }
    if (!first && noted.length === 0) return NOTHING;
    return (first ? [...noted, first] : noted).sort((a, b) => a.s - b.s);
  };
}
