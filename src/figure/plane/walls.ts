import type { DomainName, FaceName } from "../../model/domain.js";
import type { Sample } from "../../run/sample.js";
import type { Run } from "../../simulate/run.js";
import { simplify } from "../kit/simplify.js";
import type { Row, View } from "../kit/spec.js";
import { ink, type Style } from "../kit/theme.js";
import { fromPlane, type Plane, type Point, toPage, toPlane } from "./plane.js";

const DENSE = 120;

/** Whether a state lies inside a domain, walls included. */
export function insideDomain(domain: DomainName, { preferred, dispreferred }: Plane["reference"]) {
  return (x1: number, x2: number): boolean => {
    const [pw, pl] = [x1 * preferred, x2 * dispreferred];
    if (domain === "box") return pw <= 1 && pl <= 1;
    return domain === "quadrant" || pw + pl <= 1;
  };
}

/** The walls within the picture, as polylines in plane coordinates. */
export function wallLines(domain: DomainName, plane: Plane): { face: FaceName; points: Point[] }[] {
  const { reference, u, v } = plane;
  const [wall1, wall2] = toPlane(plane, 1 / reference.preferred, 1 / reference.dispreferred);
  if (domain === "box") {
    return [
      {
        face: "preferred-max",
        points: [
          [wall1, v[0]],
          [wall1, Math.min(wall2, v[1])],
        ] as Point[],
      },
      {
        face: "dispreferred-max",
        points: [
          [u[0], wall2],
          [Math.min(wall1, u[1]), wall2],
        ] as Point[],
      },
    ].filter(({ points }) => points[0][0] < u[1] && points[0][1] < v[1]) as ReturnType<typeof wallLines>;
  }
  if (domain === "quadrant") return [];
  const points = Array.from({ length: DENSE + 1 }, (_, i) => {
    const at = u[0] + ((Math.min(wall1, u[1]) - u[0]) * i) / DENSE;
    const [x1] = fromPlane(plane, at, v[0]);
    const x2 = Math.max(0, (1 - x1 * reference.preferred) / reference.dispreferred);
    return [at, Math.max(v[0], toPlane(plane, x1, x2)[1])] as Point;
  });
  const kept = simplify(
    points.map((p) => toPage(plane, p)),
    0.05,
  );
  return [{ face: "simplex", points: kept.map((i) => points[i]) }];
}

/** Outlines of what lies beyond the walls, within the picture. */
function beyond(lines: ReturnType<typeof wallLines>, { u, v }: Plane): Point[][] {
  return lines.map(({ face, points }) => {
    const [first, last] = [points[0], points[points.length - 1]];
    if (face === "preferred-max") return [first, [first[0], v[1]], [u[1], v[1]], [u[1], v[0]]];
    if (face === "dispreferred-max") return [first, [u[0], v[1]], [last[0], v[1]], last];
    return [...points, [u[1], last[1]], [u[1], v[1]], [u[0], v[1]]];
  });
}

const positions = ({ fields: [fu, fv] }: Plane) => ({
  x: { field: fu, type: "quantitative" },
  y: { field: fv, type: "quantitative" },
});

const rows = (shapes: readonly (readonly Point[])[], { fields: [fu, fv] }: Plane): Row[] =>
  shapes.flatMap((points, shape) => points.map(([u, v]) => ({ shape, [fu]: u, [fv]: v })));

/** Greyed-out region that no policy can reach, and the walls before it. */
export function wallLayers(domain: DomainName, plane: Plane, { preset }: Style): View[] {
  const lines = wallLines(domain, plane);
  if (lines.length === 0) return [];
  const encoding = { ...positions(plane), detail: { field: "shape" } };
  const mark = { type: "line", order: false, clip: true };
  return [
    {
      name: "beyond-walls",
      data: { values: rows(beyond(lines, plane), plane) },
      mark: { ...mark, filled: true, fill: ink.outside, strokeWidth: 0, interpolate: "linear-closed" },
      encoding,
    },
    {
      name: "walls",
      data: {
        values: rows(
          lines.map(({ points }) => points),
          plane,
        ),
      },
      mark: { ...mark, stroke: ink.wall, strokeWidth: preset.line * 0.6 },
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
    .map((points) =>
      simplify(
        points.map((p) => toPage(plane, p)),
        0.05,
      ).map((i) => points[i]),
    );
  if (drawn.length === 0) return null;
  return {
    name: "slides",
    data: { values: rows(drawn, plane) },
    mark: {
      type: "line",
      order: false,
      clip: true,
      stroke: ink.slide,
      strokeWidth: preset.line * 3.4,
      strokeCap: "butt",
    },
    encoding: { ...positions(plane), detail: { field: "shape" } },
  };
}
