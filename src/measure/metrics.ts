import type { Flow } from "../model/flow.js";
import { findRoot } from "../ode/event.js";
import type { Trajectory } from "../run/follow/trajectory.js";
import { type State, statesAt } from "../run/sampling.js";
import type { Panel } from "../scenario/schema.js";

/** Numbers that summarise a run; null where one does not apply. Defined one by one below. */
export interface Metrics {
  extinctionTime: number | null;
  finalPreferred: number | null;
  preferredGain: number | null;
  dispreferredDrop: number | null;
  dispreferredHalfLife: number | null;
  timeToHalfGain: number | null;
  timeToMargin: number | null;
  timeToLoss: number | null;
  updateRatioStart: number | null;
  updateRatioEnd: number | null;
  preferredFasterShare: number | null;
}

/** What a metric is computed from. */
export interface MetricInput {
  flow: Flow;
  trajectory: Trajectory;
  /** The trajectory at increasing clock readings, from its start to its end, close enough to see every turn. */
  states: readonly State[];
  targets: Panel["settings"]["targets"];
  /** False for a run that failed: what depends on its end is then unknown. */
  complete: boolean;
}

/** Where x2 (or x1) is zero, limits are taken at this log-ratio. */
const LIMIT = -1e6;

/** This close to a kink a state is on it, where the slope is that of the branch above. */
const ON_KINK = 1e-9;

/** log of |∂L/∂x1| / |∂L/∂x2|, the ratio of the unprojected updates. */
function logUpdateRatio({ loss }: Flow, { r }: State): number {
  const [r1, r2] = r.map((ri) => Math.max(ri, LIMIT));
  // |∂L/∂r1| = |∂L/∂r2| for a loss of the margin; at rest both are rounding.
  if (loss.margin) return r2 - r1;
  const { kink } = loss;
  const branch = kink && Math.abs(kink.value(r1, r2)) < ON_KINK ? kink.above : loss;
  const gradient = new Float64Array(4);
  branch.logGradient(r1, r2, gradient);
  return gradient[1] - r1 - (gradient[3] - r2);
}

const updateRatio = (flow: Flow, state: State) => finite(Math.exp(logUpdateRatio(flow, state)));

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** The state between two neighbours at which `value`, of opposite sign at them, crosses zero. */
function crossing(
  { trajectory }: MetricInput,
  left: State,
  right: State,
  value: (state: State) => number,
): State {
  const at = (s: number) => (s === right.s ? right : statesAt(trajectory, [s])[0]);
  return at(findRoot((s) => value(at(s)), left.s, right.s));
}

/** A target that is where a run comes to rest, such as a kink, counts as reached in spite of rounding. */
const ROUNDING = 1e-12;

/** First time at which `value` is no longer negative, or null if that never happens. */
function firstTime(input: MetricInput, value: (state: State) => number): number | null {
  const { states } = input;
  const slack = (i: number) => (i === states.length - 1 ? ROUNDING : 0);
  const i = states.findIndex((state, k) => value(state) >= -slack(k));
  if (i < 0) return null;
  if (i === 0) return states[0].t;
  if (value(states[i]) <= 0) return states[i].t;
  return Math.min(states[i].t, crossing(input, states[i - 1], states[i], value).t);
}

/** Share of the run's time during which x1 is updated faster than x2. */
function preferredFasterShare(input: MetricInput): number | null {
  const { flow, states } = input;
  const end = states[states.length - 1].t;
  if (end === 0) return null;
  const value = (state: State) => logUpdateRatio(flow, state);
  let time = 0;
  let before = value(states[0]);
  for (let i = 1; i < states.length; i++) {
    const now = value(states[i]);
    const [left, right] = [states[i - 1].t, states[i].t];
    if (before > 0 === now > 0) {
      time += before > 0 ? right - left : 0;
    } else {
      const { t } = crossing(input, states[i - 1], states[i], value);
      time += before > 0 ? t - left : right - t;
    }
    before = now;
  }
  return time / end;
}

type Metric = (input: MetricInput) => number | null;

const first = ({ states }: MetricInput) => states[0];
const last = ({ states }: MetricInput) => states[states.length - 1];
/** x_i at `to` minus x_i at `from`, without cancellation where little has changed. */
const change = (i: 0 | 1, from: State, to: State) => Math.exp(from.r[i]) * Math.expm1(to.r[i] - from.r[i]);
const gain = (input: MetricInput) => change(0, first(input), last(input));

/** Every metric by name. A new one is one line here, one in `Metrics` and one in the README. */
const metrics: { [K in keyof Metrics]: Metric } = {
  extinctionTime: ({ trajectory }) =>
    trajectory.events.find((event) => event.kind === "extinction")?.t ?? null,
  finalPreferred: (input) => Math.exp(last(input).r[0]),
  preferredGain: gain,
  dispreferredDrop: (input) => 0 - change(1, first(input), last(input)),
  dispreferredHalfLife: (input) => firstTime(input, ({ r }) => first(input).r[1] - Math.LN2 - r[1]),
  timeToHalfGain: (input) => {
    const half = gain(input) / 2;
    return half > 0 ? firstTime(input, (state) => change(0, first(input), state) - half) : null;
  },
  timeToMargin: (input) => firstTime(input, ({ r }) => r[0] - r[1] - input.targets.margin),
  timeToLoss: (input) => {
    const { loss } = input.flow;
    const target = input.targets.loss * loss.value(...first(input).r);
    return target > 0 ? firstTime(input, ({ r }) => target - loss.value(...r)) : null;
  },
  updateRatioStart: (input) => updateRatio(input.flow, first(input)),
  updateRatioEnd: (input) => updateRatio(input.flow, last(input)),
  preferredFasterShare,
};

/** Metrics that mean nothing before a run has ended. */
const OF_THE_END: readonly string[] = [
  "finalPreferred",
  "preferredGain",
  "dispreferredDrop",
  "timeToHalfGain",
  "updateRatioEnd",
  "preferredFasterShare",
] satisfies (keyof Metrics)[];

/** All metrics of one run. */
export function measure(input: MetricInput): Metrics {
  const known = (name: string) => input.complete || !OF_THE_END.includes(name);
  return Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [name, known(name) ? metric(input) : null]),
  ) as unknown as Metrics;
}
