import { domains } from "../../model/domains/registry.js";
import type { PlaneFamily } from "../../model/planes/family.js";
import { planes } from "../../model/planes/registry.js";
import type { Reference } from "../../model/reference.js";
import type { PanelResult } from "../../simulate/run.js";
import type { Point } from "../kit/point.js";
import { significant } from "../kit/spec.js";

/** Coordinates a figure is drawn in, the part of them it shows, and its size on the page. */
export interface Plane {
  readonly family: PlaneFamily;
  readonly reference: Reference;
  /** Names of the two coordinates in the data. */
  readonly fields: readonly [string, string];
  /** What the two coordinates are called along the axes. */
  readonly symbols: readonly [string, string];
  /** Shown intervals, [lowest, highest]. */
  readonly u: Point;
  readonly v: Point;
  /** Size of the shown part in points. */
  readonly width: number;
  readonly height: number;
}

/** What of a plane its coordinates depend on. */
type Coordinates = Pick<Plane, "family" | "reference">;

/** Plane coordinates of the state (x1, x2). In the log-ratio plane an extinct response is at −∞. */
export function toPlane({ family, reference }: Coordinates, x1: number, x2: number): Point {
  return [family.to(x1, reference.preferred), family.to(x2, reference.dispreferred)];
}

/** The inverse of `toPlane`. */
export function fromPlane({ family, reference }: Coordinates, u: number, v: number): Point {
  return [family.from(u, reference.preferred), family.from(v, reference.dispreferred)];
}

/** Velocity in plane coordinates of a flow that moves at (v1, v2) in (x1, x2). */
export function velocityInPlane({ family, reference }: Coordinates, [x1, x2]: Point, [v1, v2]: Point): Point {
  return [family.velocity(v1, x1, reference.preferred), family.velocity(v2, x2, reference.dispreferred)];
}

/** Position on the page of a point in plane coordinates, in points right of and below the upper left corner. */
export function toPage(plane: Plane, [u, v]: Point): Point {
  return [
    ((u - plane.u[0]) / (plane.u[1] - plane.u[0])) * plane.width,
    ((plane.v[1] - v) / (plane.v[1] - plane.v[0])) * plane.height,
  ];
}

/** The inverse of `toPage`. */
export function fromPage({ u, v, width, height }: Plane, [x, y]: Point): Point {
  return [u[0] + (x / width) * (u[1] - u[0]), v[1] - (y / height) * (v[1] - v[0])];
}

/** Whether a point in plane coordinates lies within the shown part of the plane. */
export const shown = ({ u, v }: Plane, [a, b]: Point): boolean =>
  a >= u[0] && a <= u[1] && b >= v[0] && b <= v[1];

/**
 * Angle on the page of a direction in plane coordinates: degrees clockwise from rightwards, as Vega turns a
 * symbol drawn along +x.
 */
export function pageAngle(plane: Plane, [du, dv]: Point): number {
  const right = (du / (plane.u[1] - plane.u[0])) * plane.width;
  const up = (dv / (plane.v[1] - plane.v[0])) * plane.height;
  return significant((-Math.atan2(up, right) * 180) / Math.PI);
}

/** A plane of a given width on the page, as high as equal units on both axes ask for. */
export function createPlane(
  { figure, reference, domain }: PanelResult["settings"],
  box: Pick<Plane, "u" | "v">,
  width: number,
): Plane {
  const family = planes[figure.plane];
  const height = Math.round((width * (box.v[1] - box.v[0])) / (box.u[1] - box.u[0]));
  const symbols = family.symbols(reference, domains[domain].reach);
  return { family, reference, fields: family.fields, symbols, ...box, width, height };
}
