import { createFlow } from "../../model/flow.js";
import type { Point } from "../kit/point.js";
import type { View } from "../kit/spec.js";
import { ink, type Style } from "../kit/theme.js";
import { drawnLine, LINE, positions, shapeRows } from "./marks.js";
import { fromPlane, type Plane, toPlane } from "./plane.js";
import type { PlaneSource } from "./viewBox.js";

/** Pieces of a curve: of a quarter of a circle one for each degree. */
const SAMPLES = 90;

/** Points on the diagonal x1 = x2, where both responses move at the same rate, within the picture; none beside it. */
export function diagonal(plane: Plane): Point[] {
  const { u, v } = plane;
  const from = Math.max(...fromPlane(plane, u[0], v[0]));
  const to = Math.min(...fromPlane(plane, u[1], v[1]));
  if (!(from < to)) return [];
  const [[a], [b]] = [toPlane(plane, from, from), toPlane(plane, to, to)];
  const points = Array.from({ length: SAMPLES + 1 }, (_, i): Point => {
    const [x] = fromPlane(plane, a + ((b - a) * i) / SAMPLES, v[0]);
    return toPlane(plane, x, x);
  });
  return drawnLine(plane, points);
}

/** The curves of equal radius through the starts, for a radius that is proportional to x. */
function circles({ runs }: PlaneSource, radius: (r1: number, r2: number) => number, plane: Plane): Point[][] {
  return runs.map(({ x0: [x1, x2] }) => {
    const own = radius(Math.log(x1), Math.log(x2));
    const points = Array.from({ length: SAMPLES + 1 }, (_, i) => {
      const angle = (Math.PI / 2) * (i / SAMPLES);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const scale = own / radius(Math.log(c), Math.log(s));
      return toPlane(plane, scale * c, scale * s);
    }).filter((point) => point.every(Number.isFinite));
    return drawnLine(plane, points);
  });
}

const layer = (name: string, lines: readonly (readonly Point[])[], mark: View, plane: Plane): View => ({
  name,
  data: {
    values: shapeRows(plane, lines, "line"),
  },
  mark: { ...LINE, ...mark },
  encoding: {
    ...positions(plane),
    detail: { field: "line" },
  },
});

/** The diagonal x1 = x2, where some of it is in the picture. */
export function diagonalLayers(plane: Plane, { preset }: Style): View[] {
  const points = diagonal(plane);
  const mark = { stroke: ink.muted, strokeWidth: preset.line * 0.4, strokeDash: [1, 2] };
  return points.length > 0 ? [layer("diagonal", [points], mark, plane)] : [];
}

/** The circles that free trajectories of losses of the margin keep to, in geometries that conserve a radius. */
export function circleLayers(panel: PlaneSource, plane: Plane, { preset }: Style): View[] {
  const radius = createFlow(panel.settings).geometry.motion?.radius;
  if (!radius) return [];
  const mark = { stroke: ink.muted, strokeWidth: preset.line * 0.4, strokeDash: [3, 2] };
  return [layer("circles", circles(panel, radius, plane), mark, plane)];
}
