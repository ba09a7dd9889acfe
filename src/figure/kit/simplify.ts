import type { Point } from "./point.js";

/** How close drawn lines keep to their curves, in points: the dot of a printer with 1440 dots per inch. */
export const TOLERANCE = 0.05;

/** Distance of p from the segment between a and b. */
function distance(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
  return Math.hypot(p[0] - a[0] - share * dx, p[1] - a[1] - share * dy);
}

/**
 * Indices of the points of a polyline that are needed to draw it within a tolerance (Douglas–Peucker).
 *
 * @param points    the polyline on the page
 * @param tolerance largest distance of a dropped point from the drawn line, in points
 * @param keep      indices to keep whatever they add
 */
export function simplify(
  points: readonly Point[],
  tolerance: number,
  keep: readonly number[] = [],
): number[] {
  const kept = new Set<number>([0, points.length - 1, ...keep].filter((i) => i >= 0 && i < points.length));
  const anchors = [...kept].sort((a, b) => a - b);
  const pending = anchors.slice(1).map((last, i) => [anchors[i], last] as const);
  for (let span = pending.pop(); span; span = pending.pop()) {
    const [first, last] = span;
    let [worst, farthest] = [tolerance, -1];
    for (let i = first + 1; i < last; i++) {
      const d = distance(points[i], points[first], points[last]);
      if (d > worst) [worst, farthest] = [d, i];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    pending.push([first, farthest], [farthest, last]);
  }
  return [...kept].sort((a, b) => a - b);
}
