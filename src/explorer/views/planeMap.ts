import { fromPage, fromPlane, type Plane, toPage, toPlane } from "../../figure/plane/plane.js";
import { showsExtinct } from "../../model/planes/registry.js";
import type { Plot } from "./liveChart.js";

/** Where on the page which state (x1, x2) is. */
export interface PlaneMap {
  /** Pixels from the upper left corner of the stage to a state, or undefined before anything is drawn. */
  pixels(x: readonly [number, number]): [number, number] | undefined;
  /** The state at a place on the stage; undefined outside the plane. */
  at(px: number, py: number): [number, number] | undefined;
  /** The state that is these shares of the axes away from another. */
  nudged(x: readonly [number, number], right: number, up: number): [number, number];
  /** A state in the middle of what is shown. */
  middle(): [number, number];
}

/** Share of the shown part of an axis that the lowest start of a drag lies above its end. */
const LEAST = 1e-3;

/** The state of a point of the plane, pulled to its edge where it is outside. */
function clamped(plane: Plane, [a, b]: readonly [number, number]): [number, number] {
  // No start is extinct.
  const least = showsExtinct(plane.family) ? LEAST : 0;
  const inside = (value: number, [low, high]: readonly [number, number]) =>
    Math.min(high, Math.max(low + least * (high - low), value));
  const digits = (value: number) => Number(value.toPrecision(value < 0.01 ? 2 : 3));
  const [x1, x2] = fromPlane(plane, inside(a, plane.u), inside(b, plane.v));
  return [digits(x1), digits(x2)];
}

/** @param shown what is drawn now and where; undefined before anything is */
export function createPlaneMap(shown: () => { plane: Plane; plot: Plot } | undefined): PlaneMap {
  return {
    pixels(x) {
      const now = shown();
      if (!now) return undefined;
      const [left, top] = toPage(now.plane, toPlane(now.plane, ...x));
      return [now.plot.x + left, now.plot.y + top];
    },
    at(px, py) {
      const now = shown();
      if (!now) return undefined;
      const { plane, plot } = now;
      const [x, y] = [px - plot.x, py - plot.y];
      if (x < 0 || y < 0 || x > plane.width || y > plane.height) return undefined;
      return clamped(plane, fromPage(plane, [x, y]));
    },
    nudged(x, right, up) {
      const now = shown();
      if (!now) return [...x];
      const { plane } = now;
      const [a, b] = toPlane(plane, ...x);
      const [u, v] = [plane.u[1] - plane.u[0], plane.v[1] - plane.v[0]];
      return clamped(plane, [a + right * u, b + up * v]);
    },
    middle() {
      const now = shown();
      return now
        ? clamped(now.plane, fromPage(now.plane, [now.plane.width / 2, now.plane.height / 2]))
        : [0.5, 0.5];
    },
  };
}
