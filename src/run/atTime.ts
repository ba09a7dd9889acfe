import { findRoot } from "../ode/findRoot.js";
import type { Path, PathPoint } from "./path.js";

/**
 * Where a path is at a time, by a search along its clock.
 *
 * @param t time ≥ 0
 */
export function atTime(path: Omit<Path, "at">, t: number): PathPoint {
  const { s, r, t: last, approach } = path.end;
  if (t >= last) {
    if (!approach) return { s, r, t: last };
    const { from, rate } = approach;
    const left = Math.exp(-rate * (t - last));
    const at = (i: 0 | 1) => (r[i] === -Infinity ? r[i] : r[i] + left * (from[i] - r[i]));
    return { s, r: [at(0), at(1)], t: last };
  }
  const points = path.arcs().flatMap((arc) => arc.points);
  const next = points.findIndex((point) => point.t > t);
  const [left, right] = next < 0 ? [points[points.length - 1].s, s] : [points[next - 1].s, points[next].s];
  return path.along([findRoot((reading) => path.along([reading])[0].t - t, left, right)])[0];
}
