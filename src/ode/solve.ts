import { type Event, findRoot } from "./event.js";
import { advance, methodOf } from "./method.js";
import type { Cost, Step } from "./odex.js";
import type { Phase, Problem, Tolerance, Transition } from "./problem.js";
import type { Leg, Solution } from "./solution.js";

/** Steps are long (odex has order up to 18), so events are looked for at this many points inside each. */
const PROBES = 20;

/** An event whose value starts a phase within this of zero waits until rounding can no longer decide its sign. */
const CLEAR = 1e-13;

/** The clock never needs more than this: it counts log-distance travelled plus time in units of the horizon. */
const S_END = 1e15;

/** Share of the way to a point ahead that the next stretch covers. */
const SHORT_OF = 0.95;

/** A trial point outside the domain of the right-hand side shortens the step this many times before giving up. */
const RETRIES = 30;

interface Found {
  event: Event;
  s: number;
}

/** Watches the events of one phase over its steps. */
function watch(phase: Phase, y0: Float64Array) {
  const value = phase.events.map((event) => event.value(y0));
  const armed = value.map((v) => v < -CLEAR);

  return (step: Step): Found | undefined => {
    const { s0, s1, y1, dense } = step;
    const y = new Float64Array(y1.length);
    const at = (s: number) => {
      if (s === s1) return y1;
      for (let i = 0; i < y.length; i++) y[i] = dense(i, s);
      return y;
    };
    let [left, first] = [s0, undefined as Found | undefined];
    for (let k = 1; k <= PROBES && !first; k++) {
      const right = k === PROBES ? s1 : s0 + ((s1 - s0) * k) / PROBES;
      const state = at(right);
      for (const [i, event] of phase.events.entries()) {
        if (event.atStepEnds && k < PROBES) continue;
        const from = event.atStepEnds ? s0 : left;
        const [before, now] = [value[i], event.value(state)];
        value[i] = now;
        if (!armed[i]) {
          armed[i] = now < -CLEAR;
          if (now > CLEAR) first ??= { event, s: from };
        } else if (now >= 0) {
          const s = findRoot((x) => event.value(at(x)), from, right, before, now);
          if (!first || s < first.s) first = { event, s };
          at(right);
        }
      }
      left = right;
    }
    return first;
  };
}

/**
 * Moves an event found on the interpolant to where the integrator puts it: hop there from the start of the
 * step, then correct s by Newton's method along the solution.
 */
function polish(phase: Phase, step: Step, found: Found, tolerance: Tolerance, cost: Cost) {
  const { event } = found;
  const n = step.y0.length;
  let s = found.s;
  let y = advance(phase, step.s0, step.y0, s, tolerance, cost);
  const dy = new Float64Array(n);
  for (let i = 0; i < 3; i++) {
    const value = event.value(y);
    phase.derivative(s, y, dy);
    cost.evaluations++;
    const h = 1e-6;
    const slope =
      (event.value(y.map((yi, j) => yi + h * dy[j])) - event.value(y.map((yi, j) => yi - h * dy[j]))) /
      (2 * h);
    const ds = -value / slope;
    if (!Number.isFinite(ds) || Math.abs(ds) > 0.1 * (step.s1 - step.s0)) break;
    y = advance(phase, s, y, s + ds, tolerance, cost);
    s += ds;
    if (Math.abs(ds) < 1e-9) break;
  }
  return { s, y };
}

/**
 * Integrates a piecewise smooth problem from phase to phase until a transition names a status.
 *
 * @returns a solution whose status is a value: "step-limit" and "non-finite" keep everything computed so far
 */
export function solve(problem: Problem): Solution {
  const { tolerance, maxSteps } = problem;
  const cost: Cost = { steps: 0, rejected: 0, evaluations: 0 };
  const legs: Leg[] = [];
  let [phase, s, y] = [problem.phase, 0, problem.y0];

  const end = (status: string): Solution => {
    legs[legs.length - 1].sEnd = s;
    return { status, s, y, legs, stats: cost, tolerance };
  };

  for (;;) {
    const leg: Leg = { phase, nodes: [{ s, y: Float64Array.from(y) }], sEnd: s };
    legs.push(leg);
    const find = watch(phase, y);
    let out: Transition | undefined;
    let stretch = S_END;
    for (let retries = 0; !out; ) {
      const outcome = methodOf(phase)(
        phase.derivative,
        s,
        y,
        stretch === S_END ? S_END : s + stretch,
        tolerance,
        maxSteps - cost.steps - cost.rejected,
        cost,
        (step) => {
          const found = find(step);
          if (found) {
            const located = polish(phase, step, found, tolerance, cost);
            s = located.s;
            y = located.y;
            out = found.event.apply(s, y);
            return false;
          }
          [s, y] = [step.s1, step.y1];
          out = phase.afterStep?.(s, y);
          if (out) return false;
          leg.nodes.push({ s, y });
          const ahead = phase.ahead?.(y) ?? Number.POSITIVE_INFINITY;
          if (ahead > 2 * (step.s1 - step.s0)) return true;
          stretch = SHORT_OF * ahead;
          return false;
        },
      );
      if (out) break;
      if (outcome === "step-limit") return end(outcome);
      if (outcome === "non-finite") {
        // The solution may be fine where a trial stage of a long step was not.
        stretch = Math.min(stretch, 1) / 4;
        if (++retries > RETRIES) return end(outcome);
      } else if (outcome === "done") {
        if (stretch === S_END) return end("step-limit");
        stretch *= 2;
      }
    }
    leg.sEnd = s;
    y = out.y;
    if ("status" in out) return end(out.status);
    phase = out.next;
  }
}
