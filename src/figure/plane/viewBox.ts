import { domains } from "../../model/domains/registry.js";
import { planes, showsExtinct } from "../../model/planes/registry.js";
import type { PanelResult } from "../../simulate/run.js";
import type { Point } from "../kit/point.js";
import { significant } from "../kit/spec.js";
import { type Plane, toPlane } from "./plane.js";

/** What a figure of a plane is made from; without runs, its starts alone decide what is shown. */
export type PlaneSource = Pick<PanelResult, "settings" | "runs">;

/** The shown part of a plane. */
export type ViewBox = Pick<Plane, "u" | "v">;

/** A response that dies falls out of a picture in logarithms this many units below the lowest start. */
const LOG_DEPTH = 4;

/** A log-ratio that falls farther than this, though not to zero, does so too. */
const LOG_DEEPEST = 200;

/** Room beyond a wall, so that it is seen to be one. */
const BEYOND = 1.04;

/** Walls farther away than this many times the trajectories' extent are off the picture. */
const FAR = 1 / 0.15;

/** Smallest round number that is not below x. */
function roundUp(x: number): number {
  const unit = 10 ** Math.floor(Math.log10(x));
  const step = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((s) => s * unit >= x * (1 - 1e-9)) ?? 10;
  return significant(step * unit);
}

/**
 * The part of the plane that a figure of a panel shows. Where the plane shows extinct responses, a square from the
 * origin that holds every trajectory, and the walls where they are near; in logarithms a square that holds every one
 * that does not die, and a little below the lowest start, where extinct responses leave the picture.
 */
export function viewBox({ settings, runs }: PlaneSource): ViewBox {
  const { figure, reference } = settings;
  const family = planes[figure.plane];
  const at = (x1: number, x2: number) => toPlane({ family, reference }, x1, x2);
  const starts = Object.values(settings.starts).map(([x1, x2]) => at(x1, x2));
  const points = [...starts, ...runs.flatMap(({ curve }) => curve.map(({ x1, x2 }) => at(x1, x2)))];
  const finite = points.flat().filter(Number.isFinite);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!showsExtinct(family)) {
    const start = starts.flat().reduce((a, b) => Math.min(a, b), Infinity);
    const living = runs.filter(({ extinct }) => !extinct).flatMap(({ x }) => at(...x));
    const depths = living.filter((v) => v >= start - LOG_DEEPEST).map((v) => v - 0.05 * (high - v));
    const low = Math.min(start - LOG_DEPTH, ...depths);
    const interval: Point = [significant(low), significant(high + (high - low) * 0.06)];
    return { u: interval, v: interval };
  }
  const [w, l] = domains[settings.domain].reach;
  const walls = at(w / reference.preferred, l / reference.dispreferred);
  const near = walls.filter((wall) => Number.isFinite(wall) && wall <= FAR * high);
  const side = near.length > 0 ? significant(Math.max(high, ...near) * BEYOND) : roundUp(high * 1.1);
  return { u: [0, side], v: [0, side] };
}

/** The smallest part that holds what figures of several panels in the same coordinates show. */
export function commonViewBox(panels: readonly PlaneSource[]): ViewBox {
  const boxes = panels.map(viewBox);
  const union = (axis: "u" | "v"): Point => [
    Math.min(...boxes.map((box) => box[axis][0])),
    Math.max(...boxes.map((box) => box[axis][1])),
  ];
  return { u: union("u"), v: union("v") };
}
