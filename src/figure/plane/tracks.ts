import type { Run } from "../../simulate/run.js";
import type { Point } from "../kit/point.js";
import { simplify, TOLERANCE } from "../kit/simplify.js";
import { type Plane, toPage, toPlane } from "./plane.js";

/** A trajectory on the page. */
export interface Track {
  run: Run;
  /** Position among the figure's trajectories: decides its colour and dash. */
  index: number;
  /** Points on the page, as few as draw the curve. */
  page: Point[];
  /** Whether it goes on beyond the edge of the picture. */
  leaves: boolean;
}

/** Where the segment from a point on the picture to one off it leaves it. */
function exit([x, y]: Point, [p, q]: Point, { width, height }: Plane): Point {
  const share = (from: number, to: number, size: number) =>
    to < 0 ? from / (from - to) : to > size ? (size - from) / (to - from) : 1;
  const least = Math.min(share(x, p, width), share(y, q, height));
  return [x + least * (p - x), y + least * (q - y)];
}

/** Whether a point on the page is farther off the picture than the picture is large. */
const farOff = ([x, y]: Point, { width, height }: Plane): boolean =>
  x < -width || y < -height || x > 2 * width || y > 2 * height;

/**
 * The drawn curve of each run, cut where it leaves the picture: in the log-ratio plane an extinct response is at −∞.
 * A run that starts far off the picture has none: a line of its length on the page would have no bounds.
 */
export function tracks(runs: readonly Run[], plane: Plane): Track[] {
  const { width, height } = plane;
  return runs.map((run, index) => {
    const page = run.curve
      .map(({ x1, x2 }) => toPage(plane, toPlane(plane, x1, x2)))
      .filter((point) => point.every(Number.isFinite));
    if (page.length > 0 && farOff(page[0], plane)) return { run, index, page: [], leaves: false };
    const left = page.findIndex(([x, y], i) => i > 0 && (x < 0 || y < 0 || x > width || y > height));
    const cut = left < 0 ? page : [...page.slice(0, left), exit(page[left - 1], page[left], plane)];
    return { run, index, page: simplify(cut, TOLERANCE).map((i) => cut[i]), leaves: left > 0 };
  });
}

/** Point, and direction of travel, at a distance along a polyline on the page. */
export function along(page: readonly Point[], distance: number): { at: Point; towards: Point } | undefined {
  let left = distance;
  for (let i = 1; i < page.length; i++) {
    const [dx, dy] = [page[i][0] - page[i - 1][0], page[i][1] - page[i - 1][1]];
    const step = Math.hypot(dx, dy);
    if (step >= left && step > 0) {
      const share = left / step;
      return { at: [page[i - 1][0] + share * dx, page[i - 1][1] + share * dy], towards: [dx, dy] };
    }
    left -= step;
  }
  return undefined;
}

export const pageLength = (page: readonly Point[]): number =>
  page.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - page[i][0], y - page[i][1]), 0);
