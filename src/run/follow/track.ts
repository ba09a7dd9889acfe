import type { Flow } from "../../model/flow.js";
import type { Mode } from "./mode.js";

/**
 * Direction along which a trajectory in `mode` can only move to and fro, whatever the force: along a wall, a
 * kink, an axis, or in a metric of rank 1. Of length 1 into `out`; all 0 where nothing moves.
 *
 * @returns undefined where both responses move freely
 */
export function trackOf(
  { kink, geometry }: Flow,
  { side, wall, dead }: Mode,
): ((r1: number, r2: number, out: Float64Array) => void) | undefined {
  const towards = (d1: number, d2: number, out: Float64Array) => {
    const length = Math.hypot(d1, d2) || 1;
    out[0] = d1 / length;
    out[1] = d2 / length;
  };
  if (dead !== undefined) return (_r1, _r2, out) => towards(dead, 1 - dead, out);
  if (side === "on" && kink) {
    const [n1, n2] = kink.normal;
    return (_r1, _r2, out) => towards(n2, -n1, out);
  }
  if (wall)
    return (r1, r2, out) => {
      wall.normal(r1, r2, out);
      towards(out[1], -out[0], out);
    };
  const { direction } = geometry;
  return direction && ((_r1, _r2, out) => towards(direction[0], direction[1], out));
}
