import { measureEnds } from "../measure/measure.js";
import { createFlow } from "../model/flow.js";
import { followFlow } from "../run/follow/followFlow.js";
import { drawingReadings, toSample } from "../run/sampling.js";
import { hasFailed } from "../run/statuses/registry.js";
import type { Panel } from "../scenario/schema.js";
import type { Check, Run } from "./run.js";

/** Readings of the clock: enough for a smooth line, a third of what a figure gets. */
const POINTS = 80;

/** A preview of a run that needs more steps than this ends early. */
const MAX_STEPS = 1000;

const UNCHECKED: Check = {
  exactExtinctionTime: null,
  relativeError: null,
  exactFinalPreferred: null,
  finalRelativeError: null,
  clockError: null,
  invariantDrift: null,
};

/**
 * Follows the flow from one start for a picture that is about to change again: the same integration at the
 * same tolerance as `simulateStart`, with fewer samples, no rows, no checks, and only the metrics that need
 * no search.
 *
 * @param label of the start in `settings.starts`
 */
export function previewStart(settings: Panel["settings"], label: string): Run {
  const [x1, x2] = settings.starts[label];
  const flow = createFlow(settings);
  const maxSteps = Math.min(settings.maxSteps, MAX_STEPS);
  const trajectory = followFlow(flow, [x1, x2], { ...settings, maxSteps });
  const { events, stats } = trajectory;
  const { status, extinct } = trajectory.end;
  const points = trajectory.along(drawingReadings(trajectory, POINTS));
  const curve = points.map((point) => toSample(flow, point));
  curve[0] = { ...curve[0], x1, x2 };
  const end = curve[curve.length - 1];
  return {
    start: label,
    x0: [x1, x2],
    status,
    ...(extinct && { extinct }),
    t: end.t,
    x: [end.x1, end.x2],
    r: [end.r1, end.r2],
    loss: end.loss,
    events,
    metrics: measureEnds({
      flow,
      path: trajectory,
      points,
      targets: settings.targets,
      complete: !hasFailed(status),
    }),
    check: UNCHECKED,
    stats,
    path: [],
    curve,
  };
}
