import type { Corner, Wall } from "../../model/domains/family.js";
import { domains } from "../../model/domains/registry.js";
import type { Sample } from "../../run/sample.js";
import type { Run } from "../../simulate/run.js";
import type { Point } from "../kit/point.js";
import type { View } from "../kit/spec.js";
import { ink, type Style } from "../kit/theme.js";
import { drawnLine, LINE, positions, shapeRows } from "./marks.js";
import { fromPlane, type Plane, toPlane } from "./plane.js";

/** Points along a slanted edge, which is curved in a plane of logarithms. */
const DENSE = 120;

/** Position in the plane of a point (π_w, π_l), no farther out than the picture's edges. */
function withinPicture(plane: Plane, [w, l]: Corner): Point {
  const { reference, u, v } = plane;
  const [a, b] = toPlane(plane, w / reference.preferred, l / reference.dispreferred);
  return [Math.min(Math.max(a, u[0]), u[1]), Math.min(Math.max(b, v[0]), v[1])];
}

/** A slanted edge from left to right, as far as the picture goes to either side and down. */
function slanted(plane: Plane, from: Corner, to: Corner): Point[] {
  const { reference, v } = plane;
  const [left] = withinPicture(plane, from);
  const [right] = withinPicture(plane, to);
  const slope = (to[1] - from[1]) / (to[0] - from[0]);
  const points = Array.from({ length: DENSE + 1 }, (_, i): Point => {
    const at = left + ((right - left) * i) / DENSE;
    const [x1] = fromPlane(plane, at, v[0]);
    const l = from[1] + slope * (x1 * reference.preferred - from[0]);
    return [at, Math.max(v[0], toPlane(plane, x1, Math.max(0, l / reference.dispreferred))[1])];
  });
  return drawnLine(plane, points);
}

/**
 * An outline in (π_w, π_l) as a line in the picture. An edge along an axis is straight in every plane; it goes on
 * from where the edge before it leaves the picture.
 */
function traced(outline: readonly Corner[], plane: Plane): Point[] {
  const points: Point[] = [];
  outline.forEach((corner, i) => {
    const before = outline[i - 1];
    const [u, v] = withinPicture(plane, corner);
    const [lastU, lastV] = points[points.length - 1] ?? [u, v];
    if (!before) points.push([u, v]);
    else if (before[0] === corner[0]) points.push([lastU, v]);
    else if (before[1] === corner[1]) points.push([u, lastV]);
    else points.splice(-1, 1, ...slanted(plane, before, corner));
  });
  return points;
}

/** The walls of which some part may be in the picture. */
function wallsOf(domain: string, plane: Plane): Wall[] {
  const all: readonly Wall[] = domains[domain].walls;
  return all.filter(({ line }) => {
    const points = line.map((corner) => withinPicture(plane, corner));
    return points.some(([u]) => u < plane.u[1]) && points.some(([, v]) => v < plane.v[1]);
  });
}

/** The walls within the picture, as lines in plane coordinates. */
export const wallLines = (domain: string, plane: Plane): Point[][] =>
  wallsOf(domain, plane).map(({ line }) => traced(line, plane));

/** Greyed-out region that no policy can reach, and the walls before it. */
export function wallLayers(domain: string, plane: Plane, { preset }: Style): View[] {
  const walls = wallsOf(domain, plane);
  if (walls.length === 0) return [];
  const beyond = walls.map((wall) => traced(wall.beyond, plane));
  const encoding = { ...positions(plane), detail: { field: "shape" } };
  return [
    {
      name: "beyond-walls",
      data: { values: shapeRows(plane, beyond) },
      mark: { ...LINE, filled: true, fill: ink.outside, strokeWidth: 0, interpolate: "linear-closed" },
      encoding,
    },
    {
      name: "walls",
      data: { values: shapeRows(plane, wallLines(domain, plane)) },
      mark: { ...LINE, stroke: ink.wall, strokeWidth: preset.line * 0.6 },
      encoding,
    },
  ];
}

/** The point of a curve that an event stands at has the time of the event up to this share of the run. */
const ROUNDING = 1e-9;

/** The stretches of a curve along a wall, from the event that reaches it to the one that leaves it. */
function slides({ events, curve }: Run): Sample[][] {
  const end = curve[curve.length - 1]?.t ?? 0;
  return events.flatMap(({ kind, face, t: from }) => {
    if (kind !== "reach-face" || !face) return [];
    const left = events.find((e) => e.kind === "leave-face" && e.face === face && e.t >= from);
    const [first, last] = [from - ROUNDING * end, (left?.t ?? end) + ROUNDING * end];
    return [curve.filter(({ t }) => t >= first && t <= last)];
  });
}

/** A broad line under the part of a wall that a trajectory slides along. */
export function slideLayer(runs: readonly Run[], plane: Plane, { preset }: Style): View | null {
  const stretches = runs.flatMap((run) =>
    slides(run).map((points) => points.map(({ x1, x2 }) => toPlane(plane, x1, x2))),
  );
  const drawn = stretches
    .map((points) => points.map(([u, v]): Point => [u, Math.max(v, plane.v[0])]))
    .filter((points) => points.length > 1)
    .map((points) => drawnLine(plane, points));
  if (drawn.length === 0) return null;
  return {
    name: "slides",
    data: { values: shapeRows(plane, drawn) },
    mark: {
      ...LINE,
      stroke: ink.slide,
      strokeWidth: preset.line * 3.4,
      strokeCap: "butt",
    },
    encoding: { ...positions(plane), detail: { field: "shape" } },
  };
}
