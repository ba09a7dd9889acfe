import type { Flow } from "../model/flow.js";
import { findRoot } from "../ode/event.js";
import type { RunEvent } from "../run/event.js";
import { type Mark, ROUNDING } from "../run/follow/marks.js";
import type { Trajectory } from "../run/follow/trajectory.js";
import { type State, statesAt } from "../run/sampling.js";
import { change } from "./change.js";
import { markOf } from "./mark.js";
import type { Ends, Journey, Metric, Place, Setting } from "./metric.js";
import { forMetrics, type Metrics, metricOf } from "./registry.js";

/** What the metrics of a run are computed from. */
export interface MetricInput {
  flow: Flow;
  trajectory: Trajectory;
  /** The trajectory at increasing clock readings, from its start to its end, close enough to see every turn. */
  states: readonly State[];
  targets: Setting["targets"];
  /** False for a run that failed: what depends on its end is then unknown. */
  complete: boolean;
}

const place = ({ r: [r1, r2] }: State): Place => ({ x1: Math.exp(r1), x2: Math.exp(r2), r1, r2 });

/** Start and end of a trajectory from its first and its last state. */
function endsOf(first: State, last: State): Ends {
  const [start, end] = [place(first), place(last)];
  return { start, end, change1: change(start.r1, end.r1), change2: change(start.r2, end.r2) };
}

const eventTime = (events: readonly RunEvent[], kind: RunEvent["kind"]): number | null =>
  events.find((event) => event.kind === kind)?.t ?? null;

/** The state between two neighbours at which `value`, of opposite sign at them, crosses zero. */
function crossing(trajectory: Trajectory, left: State, right: State, value: Mark): State {
  const at = (s: number) => (s === right.s ? right : statesAt(trajectory, [s])[0]);
  return at(findRoot((s) => value(...at(s).r), left.s, right.s));
}

function firstTime({ trajectory, states }: MetricInput, mark: Mark): number | null {
  const slack = (i: number) => (i === states.length - 1 ? ROUNDING : 0);
  const i = states.findIndex(({ r }, k) => mark(...r) >= -slack(k));
  if (i < 0) return null;
  if (i === 0) return states[0].t;
  if (mark(...states[i].r) <= 0) return states[i].t;
  return Math.min(states[i].t, crossing(trajectory, states[i - 1], states[i], mark).t);
}

function timeAbove({ trajectory, states }: MetricInput, value: Mark): number {
  let time = 0;
  let before = value(...states[0].r);
  for (let i = 1; i < states.length; i++) {
    const now = value(...states[i].r);
    const [left, right] = [states[i - 1].t, states[i].t];
    if (before > 0 === now > 0) {
      time += before > 0 ? right - left : 0;
    } else {
      const { t } = crossing(trajectory, states[i - 1], states[i], value);
      time += before > 0 ? t - left : right - t;
    }
    before = now;
  }
  return time;
}

function journeyOf(input: MetricInput): Journey {
  const { states } = input;
  const last = states[states.length - 1];
  return {
    ...endsOf(states[0], last),
    time: last.t,
    firstTime: (mark) => firstTime(input, mark),
    timeAbove: (value) => timeAbove(input, value),
  };
}

function compute({ computed }: Metric, { events }: Trajectory, journey: Journey, setting: Setting) {
  switch (computed.kind) {
    case "event":
      return eventTime(events, computed.event);
    case "level":
    case "crossing": {
      const mark = markOf(computed, journey.start, setting);
      return mark ? journey.firstTime(mark) : null;
    }
    case "ends":
    case "journey":
      return computed.value(journey, setting);
  }
}

/** All metrics of one run. */
export function measure(input: MetricInput): Metrics {
  const { flow, trajectory, targets, complete } = input;
  const setting = { loss: flow.loss, targets };
  const journey = journeyOf(input);
  return forMetrics((name) => {
    const metric = metricOf(name);
    return metric.ofTheEnd && !complete ? null : compute(metric, trajectory, journey, setting);
  });
}

/** The metrics of a run that need no search along its path, the others being null. */
export function measureEnds({ flow, trajectory, states, targets }: Omit<MetricInput, "complete">): Metrics {
  const setting = { loss: flow.loss, targets };
  const ends = endsOf(states[0], states[states.length - 1]);
  return forMetrics((name) => {
    const { computed } = metricOf(name);
    if (computed.kind === "event") return eventTime(trajectory.events, computed.event);
    return computed.kind === "ends" ? computed.value(ends, setting) : null;
  });
}
