import { knownClock, knownExtinction } from "../exact/registry.js";
import type { Flow } from "../model/flow.js";
import type { Path, PathPoint } from "../run/path.js";
import type { Panel } from "../scenario/schema.js";
import type { Check } from "./run.js";

const relative = (value: number, exact: number) => Math.abs(value - exact) / exact;

/** The arcs of a path before any extinction. */
function livingArcs(path: Path) {
  const death = path.events.find(({ kind }) => kind === "extinction")?.t ?? Number.POSITIVE_INFINITY;
  return path.arcs().filter(({ points }) => points[0].t < death);
}

/** Largest relative change along any free arc of the radius that the geometry conserves. */
function invariantDrift({ loss, geometry }: Flow, path: Path): number | null {
  const conserved = geometry.motion?.radius;
  if (!loss.margin || !conserved) return null;
  const radius = ({ r }: PathPoint) => conserved(r[0], r[1]);
  const drifts = livingArcs(path)
    .filter(({ free }) => free)
    .flatMap(({ points }) => points.map((point) => relative(radius(point) ** 2, radius(points[0]) ** 2)));
  return drifts.length > 0 ? Math.max(...drifts) : null;
}

/** So many points along the free arc are compared with the margin clock. */
const COMPARED = 2;

/**
 * Closer to a rest point than this share of the way, an error of the margin says more than one of the time.
 */
const NEARLY_THERE = 1e-2;

/**
 * Before the margin has changed by this much, its rounding is a larger share of it than any error of the
 * time.
 */
const SET_OUT = 1e-3;

/** Largest relative error of the time at which the run reaches the margins it passes before any wall. */
function clockError(clock: (margin: number) => number, path: Path): number | null {
  const arcs = livingArcs(path);
  const wall = arcs.findIndex(({ free }) => !free);
  const points = (wall < 0 ? arcs : arcs.slice(0, wall)).flatMap((arc) => arc.points);
  const end = path.arcs().at(-1)?.end;
  if (!end) return null;
  const margin = ({ r }: PathPoint) => r[0] - r[1];
  const way = (point: PathPoint) => Math.abs(margin(point) - margin(end));
  const gone = (point: PathPoint) => Math.abs(margin(point) - margin(points[0]));
  const useful = points.filter(
    (point) => way(point) > NEARLY_THERE * way(points[0]) && gone(point) > SET_OUT,
  );
  const step = Math.max(1, Math.floor(useful.length / COMPARED));
  const errors = useful
    .filter((_, i) => i % step === 0)
    .map((point) => relative(point.t, clock(margin(point))));
  const error = Math.max(...errors);
  return Number.isFinite(error) ? error : null;
}

/**
 * Compares a computed path with what is known about it exactly. Nothing here feeds back into the run.
 *
 * @param x0 its start (x1, x2)
 */
export function check(
  settings: Panel["settings"],
  flow: Flow,
  path: Path,
  x0: readonly [number, number],
): Check {
  const exact = knownExtinction(settings, x0);
  const clock = knownClock(flow, x0);
  const { end, events } = path;
  const time = events.find((event) => event.kind === "extinction")?.t;
  const compared = exact && end.extinct === "dispreferred" && time !== undefined;
  return {
    exactExtinctionTime: exact?.time ?? null,
    relativeError: compared ? relative(time, exact.time) : null,
    exactFinalPreferred: exact?.preferred ?? null,
    finalRelativeError: compared ? relative(Math.exp(end.r[0]), exact.preferred) : null,
    clockError: clock ? clockError(clock, path) : null,
    invariantDrift: invariantDrift(flow, path),
  };
}
