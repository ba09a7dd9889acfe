import type { Mode } from "./mode.js";
import type { Count, Field, State, Step } from "./step.js";
import { endOf, plus, radauStep, stageOf } from "./step.js";
import type { Tableau } from "./tableau.js";

/** A step and the mode it was taken in. */
export interface Stretch {
  readonly mode: Mode;
  readonly step: Step;
}

export interface Happening {
  readonly t: number;
  readonly kind: "reach-face" | "leave-face" | "kink" | "extinction";
  readonly what?: string;
}

/** How the way ends: at rest at once, near a rest point, dead, at the horizon, or not found. */
export type Ending = "rest" | "near rest" | "extinct" | "horizon" | "lost";

/** A way that has been integrated. */
export interface Way {
  readonly stretches: readonly Stretch[];
  readonly happenings: readonly Happening[];
  readonly ending: Ending;
  /** Why it is lost. */
  readonly reason?: string;
  /** Time and place of the end; for one near a rest point, the place is that point. */
  readonly t: number;
  readonly r: readonly [number, number];
  readonly evaluations: number;
}

/** The chart's motion as a field in scaled form. */
export function fieldOf({ chart }: Mode): Field {
  const m = new Float64Array(2 * chart.n);
  return (q, out) => {
    chart.motion(q, m);
    let top = -Infinity;
    for (let i = 0; i < chart.n; i++) if (m[2 * i] !== 0) top = Math.max(top, m[2 * i + 1]);
    if (Number.isNaN(m[1])) top = Number.NaN;
    for (let i = 0; i < chart.n; i++) out[i] = m[2 * i] === 0 ? 0 : m[2 * i] * Math.exp(m[2 * i + 1] - top);
    return top;
  };
}

/** Where a state is, in log-ratios. */
export function placeOf({ chart }: Mode, { q }: State): [number, number] {
  const r = new Float64Array(2);
  chart.toR(
    q.map(([high, low]) => high + low),
    r,
  );
  return [r[0], r[1]];
}

/** First guess at the stages of a part of a step: from the polynomial of the whole. */
function guessAt({ c, stages }: Tableau, { z, from }: Step, share: number): Float64Array {
  const n = from.q.length;
  const nodes = [0, ...c];
  const guess = new Float64Array(n * stages);
  for (let i = 0; i < stages; i++) {
    const x = c[i] * share;
    for (let j = 1; j < nodes.length; j++) {
      let weight = 1;
      for (let k = 0; k < nodes.length; k++) if (k !== j) weight *= (x - nodes[k]) / (nodes[j] - nodes[k]);
      for (let p = 0; p < n; p++) guess[i * n + p] += weight * z[(j - 1) * n + p];
    }
  }
  return guess;
}

/** A step cut short, solved anew: as accurate as the step itself. */
export function cut(
  tableau: Tableau,
  { mode, step }: Stretch,
  share: number,
  count: Count,
): Step | undefined {
  const { from, clock, h } = step;
  if (share >= 1) return step;
  if (share <= 0) {
    const n = from.q.length;
    return { ...step, h: 0, z: new Float64Array(n * tableau.stages), dt: new Float64Array(tableau.stages) };
  }
  const field = fieldOf(mode);
  return (
    radauStep(tableau, field, clock, from, h * share, count, guessAt(tableau, step, share)) ??
    // Newton's method halts at rounding, which another last digit changes.
    radauStep(tableau, field, clock, from, h * share * (1 - 1e-15), count)
  );
}

/** Points of a step at which functions are looked at: its start and its stages. */
export function looksAt({ c }: Tableau, step: Step): { share: number; state: State }[] {
  return [{ share: 0, state: step.from }, ...c.map((share, i) => ({ share, state: stageOf(step, i) }))];
}

/** The root of a function on [low, high], whose values there have opposite signs, by Ridders' method and bisection. */
export function rootBetween(
  f: (x: number) => number,
  low: number,
  high: number,
  flow: number,
  fhigh: number,
): number {
  let [a, b, fa, fb] = [low, high, flow, fhigh];
  for (let round = 0; round < 60 && b - a > 1e-15 * b; round++) {
    const middle = (a + b) / 2;
    const fm = f(middle);
    if (fm === 0) return middle;
    const root = Math.sqrt(fm * fm - fa * fb);
    let x = root > 0 ? middle + ((middle - a) * Math.sign(fa - fb) * fm) / root : middle;
    if (!(x > a && x < b)) x = middle;
    const fx = f(x);
    if (fx === 0) return x;
    const points = [
      [a, fa],
      [middle, fm],
      [x, fx],
      [b, fb],
    ].sort((p, q) => p[0] - q[0]);
    const width = b - a;
    for (let k = 0; k < 3; k++) {
      if (points[k][1] < 0 === points[k + 1][1] < 0) continue;
      [[a, fa], [b, fb]] = [points[k] as [number, number], points[k + 1] as [number, number]];
      break;
    }
    if (b - a >= width) break;
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}

/**
 * The first point of a stretch at which a function, below 0 before, is no longer; as share of the step with the state
 * there.
 *
 * @param value of a state
 */
export function firstCrossing(
  tableau: Tableau,
  stretch: Stretch,
  value: (state: State) => number,
  count: Count,
): { share: number; step: Step } | undefined {
  const looks = looksAt(tableau, stretch.step);
  let before = value(looks[0].state);
  for (let k = 1; k < looks.length; k++) {
    const now = value(looks[k].state);
    if (before < 0 && now >= 0) {
      const at = (share: number) => {
        const step = cut(tableau, stretch, share, count);
        return step ? value(endOf(step)) : Number.NaN;
      };
      const [low, high] = [looks[k - 1].share, looks[k].share];
      // The stages are less accurate than the ends of steps.
      const [atLow, atHigh] = [low === 0 ? before : at(low), at(high)];
      let [a, b, fa, fb] = [low, high, atLow, atHigh];
      if (fa >= 0) [a, fa] = [0, value(looks[0].state)];
      if (fb < 0) [b, fb] = [1, value(endOf(stretch.step))];
      if (!(fa < 0 && fb >= 0)) return undefined;
      const share = rootBetween(at, a, b, fa, fb);
      const step = cut(tableau, stretch, share, count);
      return step && { share, step };
    }
    before = now;
  }
  return undefined;
}

export const timeOf = ({ t: [high, low] }: State): number => high + low;

export const later = (state: State, by: number): State => ({ ...state, t: plus(state.t, by) });
