import { ON_FACE } from "../model/domain.js";

/**
 * Where the DPO flow of `ratio` geometry meets the wall x1 = a from (x1, x2): it follows a circle of that
 * radius up to there, and then the wall down to x2 = 0. Undefined where the circle stays below the wall.
 *
 * @param radius √(x1² + x2²), as the caller has rounded it
 */
export function boxWall(radius: number, a: number, x1: number, x2: number) {
  if (radius <= a) return undefined;
  const onWall = x1 >= a * (1 - ON_FACE);
  return { onWall, fall: onWall ? x2 : Math.sqrt((radius - a) * (radius + a)) };
}

/**
 * Where the same flow meets the wall x1 + x2 = 1: it follows a circle up to there, the wall down to (½, ½),
 * and from there another circle. Undefined where the first circle misses the wall, or passes it below the
 * diagonal only.
 *
 * On the line, x1·x2 = (1 − R²)/2; from above the diagonal x1 is the smaller root, ½ − ½√(2R² − 1).
 */
export function simplexWall(radius2: number, x1: number, x2: number) {
  if (!(x1 < x2 && 2 * radius2 >= 1)) return undefined;
  return { onWall: x1 + x2 >= 1 - ON_FACE, from: 0.5 - 0.5 * Math.sqrt(2 * radius2 - 1) };
}
