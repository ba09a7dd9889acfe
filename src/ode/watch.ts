import { findRoot } from "./findRoot.js";
import type { Step } from "./odex.js";
import type { Event, Phase } from "./problem.js";

/** Steps are long (odex has order up to 18), so events are looked for at this many points inside each. */
const PROBES = 20;

/** The same without dense output, as shares of the step, on a cubic; close to the ends to see which way it goes. */
const SHARES = [0.02, 0.25, 0.5, 0.75, 0.98];

/** An event whose value starts a phase within this of zero waits until rounding can no longer decide its sign. */
export const CLEAR = 1e-13;

/** A peak inside a step that comes this close to zero, in units of the value's range there, is worth a closer look. */
const NEAR = 0.3;

/** An event inside a step, and about where. */
export interface Found<Status> {
  event: Event<Status>;
  s: number;
}

const NOTHING: readonly Found<never>[] = [];

/** Golden sections narrow a bracket to a thousandth of a millionth of its width in this many steps. */
const SECTIONS = 44;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * A point between `a` and `b`, in which f has one peak, where f is no longer negative; undefined where the peak is
 * too low. By golden sections, as no slope is known.
 */
function summit(f: (x: number) => number, a: number, b: number): number | undefined {
  let [left, right] = [a, b];
  let [x1, x2] = [right - GOLDEN * (right - left), left + GOLDEN * (right - left)];
  let [f1, f2] = [f(x1), f(x2)];
  for (let i = 0; i < SECTIONS; i++) {
    if (f1 >= 0) return x1;
    if (f2 >= 0) return x2;
    if (f1 > f2) {
      [right, x2, f2] = [x2, x1, f1];
      x1 = right - GOLDEN * (right - left);
      f1 = f(x1);
    } else {
      [left, x1, f1] = [x1, x2, f2];
      x2 = left + GOLDEN * (right - left);
      f2 = f(x2);
    }
  }
  return undefined;
}

/** Watches the events of a phase over its steps on their dense output; gives those up to the first that ends it. */
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
        // A peak shows by a middle point that is higher than both others, and at the ends of a step not at all. On a
        // parabola it is higher than the highest of them by an eighth of the larger fall.
        const start = k === 1 ? s0 : left - (right - left);
        const top = Math.max(before, now);
        const fall = Math.max(before - old || 0, Math.abs(before - now));
        const ends = k === 1 || (k === PROBES && now > before);
        const peak = (ends || (before > old && before > now)) && top + fall / 4 >= 0;
        const above = (x: number) => event.value(at(x));
        if (!armed[i]) {
          armed[i] = now < -CLEAR;
          if (now > CLEAR) found = { event, s: from };
        } else if (now >= 0) {
          found = { event, s: findRoot(above, from, right, before, now) };
          at(right);
        } else if (peak && !event.atStepEnds) {
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

/**
 * The same for steps without dense output: from the values at both ends of a step and a few between them, on the
 * cubic through both ends and their slopes.
 *
 * @returns for each step its events, or undefined where the cubic leaves room for doubt: then the step should be
 *          looked at more closely
 */
export function watchEnds<Status>(
  phase: Phase<Status>,
  y0: Float64Array,
): (step: Step) => readonly Found<Status>[] | undefined {
  const { events, derivative } = phase;
  const n = y0.length;
  const value = events.map((event) => event.value(y0));
  const armed = value.map((v) => v < -CLEAR);
  let [left, right] = [new Float64Array(n), new Float64Array(n)];
  const y = new Float64Array(n);
  const inside = SHARES.map(() => new Float64Array(n));
  let started = false;

  /** The cubic at a share x of the step. */
  const cubic = ({ s0, y0, s1, y1 }: Step, x: number, out: Float64Array) => {
    const h = s1 - s0;
    for (let i = 0; i < n; i++) {
      const rise = y1[i] - y0[i];
      const bend = (1 - x) * (h * left[i] - rise) + x * (rise - h * right[i]);
      out[i] = y0[i] + x * (rise + (1 - x) * bend);
    }
    return out;
  };

  return (step) => {
    if (!started) derivative(step.s0, step.y0, left);
    started = true;
    derivative(step.s1, step.y1, right);
    for (let k = 0; k < SHARES.length; k++) cubic(step, SHARES[k], inside[k]);

    let found: Found<Status>[] | undefined;
    let doubt = false;
    for (let i = 0; i < events.length; i++) {
      const event = events[i];
      const [before, now] = [value[i], event.value(step.y1)];
      value[i] = now;
      let lowest = Math.min(before, now);
      let highest = Math.max(before, now);
      let [rises, last] = [0, before];
      for (let k = 0; k < SHARES.length && !event.atStepEnds; k++) {
        const v = event.value(inside[k]);
        if (v < lowest) lowest = v;
        if (v > highest) highest = v;
        if (v >= 0 !== last >= 0) rises++;
        last = v;
      }
      if (!armed[i]) {
        armed[i] = now < -CLEAR;
        if (now > CLEAR && lowest < -CLEAR) doubt = true;
        else if (now > CLEAR) found = [...(found ?? []), { event, s: step.s0 }];
      } else if (now >= 0) {
        if (rises > 1) doubt = true;
        const x = findRoot((x) => (x === 1 ? now : event.value(cubic(step, x, y))), 0, 1, before, now);
        found = [...(found ?? []), { event, s: step.s0 + x * (step.s1 - step.s0) }];
        if (event.passing) armed[i] = false;
      } else if (highest > before && highest > now && highest > -NEAR * (highest - lowest)) doubt = true;
    }
    [left, right] = [right, left];
    if (doubt) return undefined;
    return found ? found.sort((a, b) => a.s - b.s) : NOTHING;
  };
}
