import { tickStep } from "d3-array";
import type { Run } from "../../simulate/run.js";
import type { Point } from "../kit/point.js";
import { type Row, raw, significant, type View } from "../kit/spec.js";
import { hue, type Style } from "../kit/theme.js";
import { pointRow, positions } from "./marks.js";
import { fromPage, type Plane, shown, toPage, toPlane } from "./plane.js";

/** About how many ticks the longest trajectory has. */
const COUNT = 8;

/** The round interval between ticks: one for all trajectories, so that their spacing compares speeds. */
export function tickInterval(runs: readonly Run[]): number {
  const longest = Math.max(0, ...runs.map(({ t }) => t));
  return longest > 0 ? significant(tickStep(0, longest, COUNT)) : 0;
}

/** Position on the page and direction of travel at a time, between the samples around it. */
function at(run: Run, time: number, plane: Plane): { page: Point; angle: number } | undefined {
  const i = run.curve.findIndex(({ t }) => t >= time);
  if (i < 1) return undefined;
  const [a, b] = [run.curve[i - 1], run.curve[i]];
  const share = b.t > a.t ? (time - a.t) / (b.t - a.t) : 0;
  const [p, q] = [a, b].map(({ x1, x2 }) => toPage(plane, toPlane(plane, x1, x2)));
  const page: Point = [p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])];
  if (!page.every(Number.isFinite) || !shown(plane, fromPage(plane, page))) return undefined;
  return { page, angle: (Math.atan2(q[1] - p[1], q[0] - p[0]) * 180) / Math.PI };
}

/**
 * Short strokes across the trajectories at equal times.
 *
 * @param interval time between two of them, > 0
 */
export function tickLayer(
  runs: readonly Run[],
  interval: number,
  plane: Plane,
  { preset }: Style,
): View | null {
  const values: Row[] = runs.flatMap((run, index) => {
    const count = Math.ceil(run.t / interval) - 1;
    return Array.from({ length: Math.max(0, count) }, (_, k) => (k + 1) * interval).flatMap((t) => {
      const found = at(run, t, plane);
      if (!found) return [];
      const place = pointRow(plane, fromPage(plane, found.page));
      return [{ start: run.start, t, ...place, angle: found.angle, color: hue(index) }];
    });
  });
  if (values.length === 0) return null;
  return {
    name: "time-ticks",
    data: { values },
    mark: {
      type: "point",
      shape: "M0,-1V1",
      filled: false,
      opacity: 1,
      size: (preset.line * 4) ** 2,
      strokeWidth: preset.line * 0.7,
    },
    encoding: {
      ...positions(plane),
      angle: raw("angle"),
      color: { field: "color", type: "nominal", scale: null },
    },
  };
}
