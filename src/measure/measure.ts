import type { Flow } from "../model/flow.js";
import type { RunEvent } from "../run/event.js";
import type { Mark } from "../run/mark.js";
import type { Path, PathPoint } from "../run/path.js";
import { change } from "./change.js";
import { crossing, firstTime } from "./firstTime.js";
import { markOf } from "./mark.js";
import type { Ends, Journey, Metric, Place, Setting } from "./metric.js";
import { forMetrics, type Metrics, metricOf } from "./registry.js";

/** What the metrics of a run are computed from. */
export interface MetricInput {
  flow: Flow;
  path: Path;
  /** The path at increasing clock readings, from its start to its end, close enough to see every turn. */
  points: readonly PathPoint[];
  targets: Setting["targets"];
  /** False for a run that failed: what depends on its end is then unknown. */
  complete: boolean;
}

const place = ({ r: [r1, r2] }: PathPoint): Place => ({ x1: Math.exp(r1), x2: Math.exp(r2), r1, r2 });

/** Start and end of a trajectory from its first and its last point. */
function endsOf(first: PathPoint, last: PathPoint): Ends {
  const [start, end] = [place(first), place(last)];
  return { start, end, change1: change(start.r1, end.r1), change2: change(start.r2, end.r2) };
}

/** A number, or null where it is beyond the range of doubles. */
const known = (value: number | null): number | null => (Number.isFinite(value) ? value : null);

const eventTime = (events: readonly RunEvent[], kind: RunEvent["kind"]): number | null =>
  events.find((event) => event.kind === kind)?.t ?? null;

function timeAbove({ path, points }: MetricInput, value: Mark): number {
  let time = 0;
  let before = value(...points[0].r);
  for (let i = 1; i < points.length; i++) {
    const now = value(...points[i].r);
    const [left, right] = [points[i - 1].t, points[i].t];
    if (before > 0 === now > 0) {
      time += before > 0 ? right - left : 0;
    } else {
      const t = Math.min(right, Math.max(left, crossing(path, points[i - 1], points[i], value).t));
      time += before > 0 ? t - left : right - t;
    }
    before = now;
  }
  return time;
}

function journeyOf(input: MetricInput): Journey {
  const { points } = input;
  const last = points[points.length - 1];
  return {
    ...endsOf(points[0], last),
    time: last.t,
    firstTime: (mark) => firstTime(input.path, points, mark),
    timeAbove: (value) => timeAbove(input, value),
  };
}

function compute({ computed }: Metric, { events }: Path, journey: Journey, setting: Setting) {
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
      return known(computed.value(journey, setting));
  }
}

/** All metrics of one run. */
export function measure(input: MetricInput): Metrics {
  const { flow, path, targets, complete } = input;
  const setting = { loss: flow.loss, targets };
  const journey = journeyOf(input);
  return forMetrics((name) => {
    const metric = metricOf(name);
    return metric.ofTheEnd && !complete ? null : compute(metric, path, journey, setting);
  });
}

/** The metrics of a run that need no search along its path, the others being null. */
export function measureEnds({ flow, path, points, targets, complete }: MetricInput): Metrics {
  const setting = { loss: flow.loss, targets };
  const ends = endsOf(points[0], points[points.length - 1]);
  return forMetrics((name) => {
    const { computed, ofTheEnd } = metricOf(name);
    if (ofTheEnd && !complete) return null;
    if (computed.kind === "event") return eventTime(path.events, computed.event);
    return computed.kind === "ends" ? known(computed.value(ends, setting)) : null;
  });
}
