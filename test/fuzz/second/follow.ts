import type { Face } from "../../../src/model/domain.js";
import { alongWall, pinned } from "./charts.js";
import {
  type Condition,
  type Contact,
  conditionsOf,
  firstMode,
  freeChart,
  LITTLE,
  type Mode,
  nextMode,
} from "./mode.js";
import type { Problem, Side } from "./problem.js";
import { restNear } from "./rest.js";
import {
  type Clock,
  type Count,
  continued,
  endOf,
  jacobian,
  radauStep,
  type State,
  type Step,
} from "./step.js";
import { radauIIA, type Tableau } from "./tableau.js";
import {
  cut,
  type Ending,
  fieldOf,
  firstCrossing,
  type Happening,
  later,
  looksAt,
  placeOf,
  type Stretch,
  timeOf,
  type Way,
} from "./way.js";

/** How accurately a way is integrated. */
export interface Precision {
  readonly stages: 3 | 5 | 7;
  /** Of the embedded error estimate, whose order is about half of that of the steps. */
  readonly tolerance: number;
}

export const FINE: Precision = { stages: 7, tolerance: 1e-9 };
/** For a second opinion. */
export const OTHER: Precision = { stages: 5, tolerance: 1e-11 };

/** A way of more evaluations than this is lost. */
const MOST = 4_000_000;

/** So many modes in turn are a flow that chatters. */
const MOST_MODES = 300;

/** A component is dead once what is left of its life is this share of the time. */
const DEAD = 1e-17;

/** Stiff: the fastest decay is so many times the speed; steps are then counted in plain time. Once it is, it stays so for longer. */
const STIFF = { from: 1e3, until: 1e2 };

/** A coordinate that relaxes this many times faster than the other moves, and than time has gone by, has settled. */
const SETTLED = { from: Math.log(1e15), until: Math.log(1e13), ofTime: Math.log(1e18) };

/** How far, in powers of 2 of a log-ratio, a fall is looked at for what may stop it. */
const AHEAD = 40;

const signLog = (mode: Mode, q: readonly number[], i: number): [number, number] => {
  const m = new Float64Array(2 * mode.chart.n);
  mode.chart.motion(q, m);
  return [m[2 * i], m[2 * i + 1]];
};

/** Whether the kink lies on the way of a response to its axis, which then is not reached. */
function kinkAhead({ flow }: Problem, mode: Mode, q: readonly number[], who: 0 | 1): boolean {
  const { kink } = flow.loss;
  const { side, dead, chart } = mode;
  if (!kink || dead !== undefined || side === undefined || side === "on") return false;
  const r = new Float64Array(2);
  chart.toR(q, r);
  const value = kink.value(who === 0 ? -Infinity : r[0], who === 1 ? -Infinity : r[1]);
  return side === "below" ? value > 0 : value < 0;
}

/** The response that is about to die, and the time that it has left. */
function dying(
  problem: Problem,
  mode: Mode,
  q: readonly number[],
  t: number,
): { dead: 0 | 1; left: number } | undefined {
  for (const [dead, i, way] of mode.chart.mortal) {
    const at = (d: number) =>
      signLog(
        mode,
        q.map((x, k) => (k === i ? x + way * d : x)),
        i,
      );
    const [sign, log] = at(0);
    if (sign !== way || kinkAhead(problem, mode, q, dead)) continue;
    const gamma = at(0.25)[1] - at(-0.25)[1];
    const left = Math.exp(-log) / (2 * gamma);
    if (!(gamma > 0) || !(left < DEAD * t)) continue;
    const others = [0, 1].filter((k) => k < mode.chart.n && k !== i);
    if (others.some((k) => left * Math.exp(signLog(mode, q, k)[1]) > 1e-14)) continue;
    let free = true;
    for (let k = 0; k <= AHEAD && free; k++) free = at(2 ** k)[0] === way;
    if (free) return { dead, left };
  }
  return undefined;
}

/** What the integration carries along. */
interface Journey {
  readonly problem: Problem;
  readonly tableau: Tableau;
  readonly precision: Precision;
  readonly count: Count;
  readonly stretches: Stretch[];
  readonly happenings: Happening[];
}

const note = ({ happenings }: Journey, t: number, kind: Happening["kind"], what?: string) =>
  happenings.push({ t, kind, ...(what !== undefined && { what }) });

/** Notes down which walls are held now and were not, and the other way round. */
function noteWalls(journey: Journey, t: number, before: readonly Face[], after: readonly Face[]): void {
  for (const wall of after) if (!before.includes(wall)) note(journey, t, "reach-face", wall.name);
  for (const wall of before) if (!after.includes(wall)) note(journey, t, "leave-face", wall.name);
}

/** Where a mode goes over into the next, or the end. */
interface Turn {
  readonly state: State;
  readonly next?: Mode | undefined;
  readonly ending?: Ending;
  readonly reason?: string;
  /** The rest point that is near. */
  readonly r?: readonly [number, number];
}

function turnAt(journey: Journey, mode: Mode, { kind, wall }: Condition, state: State): Turn {
  const { problem } = journey;
  const t = timeOf(state);
  const r = Float64Array.from(placeOf(mode, state));
  const side = mode.side === "on" ? undefined : mode.side;
  const walls = [...(mode.wall ? [mode.wall] : []), ...(wall && kind === "wall" ? [wall] : [])];
  const before = mode.wall ? [mode.wall] : [];
  const { kink } = problem.flow.loss;
  if (kind === "kink") {
    if (kink && mode.dead === undefined) {
      const [n1, n2] = kink.normal;
      const excess = kink.value(r[0], r[1]) / (n1 * n1 + n2 * n2);
      r[0] -= n1 * excess;
      r[1] -= n2 * excess;
    }
    note(journey, t, "kink");
  }
  for (const each of walls) {
    if (mode.dead === undefined) each.snap(r);
  }
  const contact: Contact =
    kind === "off the wall"
      ? { walls: [], kink: mode.side === "on" }
      : { walls, kink: kind === "kink" || (kind === "wall" && mode.side === "on") };
  if (kind === "wall" && wall && mode.chart.name.endsWith("settled")) {
    // What has settled settles on the wall, too, in no time.
    const held: Mode = { side, wall, chart: alongWall(problem, problem.force(side), wall) };
    const rest = restNear(problem, held, held.chart.fromR(r), r);
    if (rest && rest.distance < 1e-3) {
      noteWalls(journey, t, before, [wall]);
      return { state, ending: "rest", r: rest.r };
    }
  }
  const leaves = kind === "off the kink";
  const past: { side?: Side | undefined; dead?: 0 | 1 | undefined } = { side, dead: mode.dead };
  if (leaves) {
    const { flow } = problem;
    const f = new Float64Array(4);
    const v = new Float64Array(4);
    problem.force("below")(r[0], r[1], f);
    flow.geometry.logVelocity(r[0], r[1], f, v);
    const [n1, n2] = kink?.normal ?? [0, 0];
    const towards =
      n1 * v[0] * Math.exp(v[1] - Math.max(v[1], v[3])) + n2 * v[2] * Math.exp(v[3] - Math.max(v[1], v[3]));
    past.side = towards > 1e-9 ? "above" : "below";
  }
  const next = nextMode(problem, r, past, leaves ? { walls: [], kink: false } : contact);
  noteWalls(
    journey,
    t,
    before,
    next ? (next.wall ? [next.wall] : []) : contact.walls.length > 0 ? contact.walls : before,
  );
  if (!next) return { state, ending: "rest", r: [r[0], r[1]] };
  // The same coordinates, so that what they know better than log-ratios is kept.
  const same = next.chart.name === mode.chart.name && next.chart.n === 2;
  return { state: same ? state : { q: next.chart.fromR(r).map((x) => [x, 0] as const), t: state.t }, next };
}

function bury(journey: Journey, mode: Mode, state: State, dead: 0 | 1, left: number): Turn {
  const { problem } = journey;
  const at = later(state, left);
  const r = Float64Array.from(placeOf(mode, state));
  r[dead] = -Infinity;
  note(journey, timeOf(at), "extinction", dead === 0 ? "preferred" : "dispreferred");
  if (mode.dead !== undefined) return { state: at, ending: "extinct", r: [-Infinity, -Infinity] };
  const { kink } = problem.flow.loss;
  const side = kink && (kink.value(r[0], r[1]) < 0 ? "below" : "above");
  const walls = mode.wall ? [mode.wall] : [];
  for (const wall of walls) {
    const alive = Float64Array.from(r);
    wall.snap(alive);
    r[1 - dead] = alive[1 - dead];
  }
  const next = nextMode(problem, r, { side, dead }, { walls, kink: false });
  if (!next) return { state: at, ending: "rest", r: [r[0], r[1]] };
  return { state: { q: next.chart.fromR(r).map((x) => [x, 0] as const), t: at.t }, next };
}

/** Two eigenvalues' worth of what is known of a field around a point, in units of the speed there. */
function stiffness(
  mode: Mode,
  q: readonly number[],
  horizon: number,
): { fast: number; jac: Float64Array; scale: number } | undefined {
  const field = fieldOf(mode);
  const n = mode.chart.n;
  const v = new Float64Array(n);
  const scale = field(q, v);
  if (scale === -Infinity) return undefined;
  const jac = jacobian((at, out) => {
    const factor = Math.exp(field(at, out) - scale);
    for (let i = 0; i < n; i++) out[i] *= factor;
  }, q);
  const speed = Math.hypot(...v);
  const half = n === 1 ? jac[0] / 2 : (jac[0] + jac[3]) / 2;
  const determinant = n === 1 ? 0 : jac[0] * jac[3] - jac[1] * jac[2];
  const fast = Math.sqrt(Math.max(0, half * half - determinant)) - half;
  // Where the clock has turned into time, that goes on whatever the speed.
  const pace = Math.hypot(1, Math.exp(Math.min(700, -Math.log(horizon) - scale - Math.log(speed))));
  return { fast: fast / speed / pace, jac, scale };
}

/** The coordinate that has settled, if one has. */
function settled(
  journey: Journey,
  mode: Mode,
  q: readonly number[],
  t: number,
  { jac, scale }: { jac: Float64Array; scale: number },
): 0 | 1 | undefined {
  const { problem } = journey;
  const { chart } = mode;
  const ofRest = chart.name === "odds and rest";
  const diagonal = ofRest || (problem.others === undefined && !problem.flow.geometry.constant);
  // A force of the margin vanishes in both coordinates at once: then it is rest that is near.
  if (chart.n !== 2 || problem.flow.loss.margin || !diagonal || !(t > 0)) return undefined;
  for (const k of [0, 1] as const) {
    if (ofRest && k === 0) continue;
    const rate = -jac[3 * k];
    if (!(rate > 0)) continue;
    const log = scale + Math.log(rate);
    const [sign, speed] = signLog(mode, [...q], k);
    const [, other] = signLog(mode, [...q], 1 - k);
    if (sign !== 0 && speed - log > Math.log(0.05)) continue;
    if (log - other > SETTLED.from && log + Math.log(t) > SETTLED.ofTime) return k;
  }
  return undefined;
}

/** Where the flow goes along one mode. */
function along(journey: Journey, mode: Mode, start: State, arrived: number): Turn {
  const { problem, tableau, precision, count, stretches } = journey;
  const { horizon } = problem;
  const field = fieldOf(mode);
  const conditions = conditionsOf(problem, mode);
  const armed = conditions.map(() => false);
  const values = (state: State) => {
    const r = placeOf(mode, state);
    return conditions.map(({ value }) => value(r));
  };
  const first = values(start);
  for (const [k, value] of first.entries()) armed[k] = value < -1e-13;
  const isPinned = mode.chart.name.endsWith("settled");

  let state = start;
  let clock: Clock = { logRate: -Math.log(horizon) };
  let h = 1e-2;
  let last: Step | undefined;
  let weight = 1;
  for (;;) {
    if (count.evaluations > MOST) return { state, ending: "lost", reason: "budget" };
    const v = new Float64Array(mode.chart.n);
    const now = state.q.map(([high, low]) => high + low);
    const scale = field(now, v);
    if (Number.isNaN(scale)) return { state, ending: "lost", reason: "not a number" };
    if (scale === -Infinity) return { state, ending: "rest", r: placeOf(mode, state) };
    if ("unit" in clock) {
      const unit = scale + Math.log(Math.hypot(...v));
      h = Math.min(1e300, h * Math.exp(unit - clock.unit));
      clock = { unit };
      last = undefined;
    }

    const step = radauStep(
      tableau,
      field,
      clock,
      state,
      h,
      count,
      last && h < 4 * last.h ? continued(tableau, last, h) : undefined,
    );
    if (!step) {
      h /= 4;
      last = undefined;
      if (!(h > 1e-25))
        return { state, ending: "lost", reason: `no step at t = ${timeOf(state)}, ${mode.chart.name}` };
      continue;
    }
    const end = endOf(step);
    let error = step.errorOfTime / timeOf(end);
    for (const [i, e] of step.error.entries()) {
      error = Math.max(Math.abs(error), Math.abs(e) / (weight + 1e-3 * Math.abs(now[i])));
    }
    const factor = 0.9 * (Math.abs(error) / precision.tolerance) ** (-1 / (tableau.stages + 1));
    if (!(Math.abs(error) <= precision.tolerance)) {
      h *= Math.max(0.1, Math.min(0.8, factor)) || 0.1;
      last = undefined;
      if (!(h > 1e-25))
        return { state, ending: "lost", reason: `no step at t = ${timeOf(state)}, ${mode.chart.name}` };
      continue;
    }

    // The first condition that comes true within the step.
    const stretch: Stretch = { mode, step };
    let turn: { condition: Condition; share: number; step: Step } | undefined;
    const looks = looksAt(tableau, step).map(({ share, state: at }) => ({ share, values: values(at) }));
    for (const [k, condition] of conditions.entries()) {
      let before = looks[0].values[k];
      for (let i = 1; i < looks.length; i++) {
        const value = looks[i].values[k];
        if (value < -1e-13) armed[k] = true;
        if (value >= 0 && armed[k] && before < 0) {
          const found = firstCrossing(tableau, stretch, (at) => condition.value(placeOf(mode, at)), count);
          if (found && (!turn || found.share < turn.share)) turn = { condition, ...found };
          break;
        }
        if (!armed[k] && value > 1e-11) {
          turn = { condition, share: 0, step: cut(tableau, stretch, 0, count) ?? step };
          break;
        }
        before = value;
      }
    }
    if (turn) {
      stretches.push({ mode, step: turn.step });
      return turnAt(journey, mode, turn.condition, endOf(turn.step));
    }
    stretches.push(stretch);
    state = end;
    last = step;
    h *= Math.min(8, Math.max(0.2, factor));

    const q = state.q.map(([high, low]) => high + low);
    const r = placeOf(mode, state);
    const t = timeOf(state);
    const death = dying(problem, mode, q, t);
    if (death)
      return t > horizon ? { state, ending: "horizon" } : bury(journey, mode, state, death.dead, death.left);
    const rest = restNear(problem, mode, q, r);
    if (rest && rest.distance <= (rest.sure ? 0.999 : 1e-3) * arrived) {
      return { state, ending: "near rest", r: rest.r };
    }
    weight = rest ? Math.max(1e-7, Math.min(1, rest.distance)) : 1;
    if (t > horizon && !(rest && rest.distance < 3 * arrived)) return { state, ending: "horizon" };
    if (!Number.isFinite(t)) return { state, ending: "lost", reason: "time overflows" };

    const around = stiffness(mode, q, horizon);
    if (around) {
      const k = isPinned ? undefined : settled(journey, mode, q, t, around);
      if (k !== undefined) {
        const chart = pinned(mode.chart, k, q);
        return { state: { q: [state.q[1 - k]], t: state.t }, next: { ...mode, chart } };
      }
      const stiff = around.fast > ("unit" in clock ? STIFF.until : STIFF.from);
      if (stiff && !("unit" in clock)) {
        const w = new Float64Array(mode.chart.n);
        const unit = field(q, w) + Math.log(Math.hypot(...w));
        h *= Math.exp(Math.min(0, problemRate(unit, horizon)));
        clock = { unit };
        last = undefined;
      } else if (!stiff && "unit" in clock) {
        clock = { logRate: -Math.log(horizon) };
        h = Math.min(h, 1);
        last = undefined;
      }
    }
    if (problem.ofTheRest && problem.others === undefined && mode.dead === undefined && !isPinned) {
      const left = -Math.expm1(r[0] + problem.logP[0]) - Math.exp(r[1] + problem.logP[1]);
      const much = mode.chart.name === "plane" ? left < 0.9 * LITTLE : left > 1.2 * LITTLE;
      if (much) {
        const chart = freeChart(problem, undefined, r);
        return {
          state: { q: chart.fromR(r).map((x) => [x, 0] as const), t: state.t },
          next: { ...mode, chart },
        };
      }
    }
  }
}

/** How much slower arc length is counted than distance where the clock has turned into time. */
const problemRate = (logSpeed: number, horizon: number): number => logSpeed + Math.log(horizon);

/** Follows the flow of a problem from a start, by Radau IIA in its own charts. */
export function followSecond(
  problem: Problem,
  x0: readonly [number, number],
  arrived: number,
  precision: Precision = FINE,
): Way {
  const tableau = radauIIA(precision.stages);
  const journey: Journey = {
    problem,
    tableau,
    precision,
    count: { evaluations: 0 },
    stretches: [],
    happenings: [],
  };
  const r0 = Float64Array.of(Math.log(x0[0]), Math.log(x0[1]));
  const { mode: first, contact } = firstMode(problem, r0);
  for (const wall of contact.walls) wall.snap(r0);
  let mode = first;
  let state: State = { q: mode ? mode.chart.fromR(r0).map((x) => [x, 0] as const) : [], t: [0, 0] };
  const finish = (turn: Turn, r: readonly [number, number]): Way => ({
    stretches: journey.stretches,
    happenings: journey.happenings,
    ending: turn.ending ?? "lost",
    ...(turn.reason !== undefined && { reason: turn.reason }),
    t: timeOf(turn.state),
    r,
    evaluations: journey.count.evaluations,
  });
  if (!mode) return finish({ state, ending: "rest" }, [r0[0], r0[1]]);
  for (let modes = 0; modes < MOST_MODES; modes++) {
    const turn = along(journey, mode, state, arrived);
    if (turn.ending) return finish(turn, turn.r ?? placeOf(mode, turn.state));
    if (!turn.next)
      return finish({ state: turn.state, ending: "lost", reason: "no mode" }, placeOf(mode, turn.state));
    mode = turn.next;
    state = turn.state;
  }
  return finish({ state, ending: "lost", reason: "chatters" }, placeOf(mode, state));
}
