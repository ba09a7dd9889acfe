import { domains } from "../../model/domains/registry.js";
import type { Reference } from "../../model/reference.js";
import type { PanelResult } from "../../simulate/run.js";
import type { Point } from "../kit/point.js";
import { significant } from "../kit/spec.js";

export type PlaneName = "ratio" | "probability" | "log-ratio";

/** Coordinates a figure is drawn in, the part of them it shows, and its size on the page. */
export interface Plane {
  readonly name: PlaneName;
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

const FIELDS: Record<PlaneName, readonly [string, string]> = {
  ratio: ["x1", "x2"],
  probability: ["pi_w", "pi_l"],
  "log-ratio": ["r1", "r2"],
};

/** Plane coordinates of the state (x1, x2). In the log-ratio plane an extinct response is at −∞. */
export function toPlane(
  { name, reference }: Pick<Plane, "name" | "reference">,
  x1: number,
  x2: number,
): Point {
  if (name === "probability") return [x1 * reference.preferred, x2 * reference.dispreferred];
  if (name === "log-ratio") return [Math.log(x1), Math.log(x2)];
  return [x1, x2];
}

/** The inverse of `toPlane`. */
export function fromPlane(
  { name, reference }: Pick<Plane, "name" | "reference">,
  u: number,
  v: number,
): Point {
  if (name === "probability") return [u / reference.preferred, v / reference.dispreferred];
  if (name === "log-ratio") return [Math.exp(u), Math.exp(v)];
  return [u, v];
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

/** Symbols of the two coordinates. A ratio is a probability where π_ref = 1 and nothing lets it exceed 1. */
export function symbols(
  name: PlaneName,
  { preferred, dispreferred }: Reference,
  domain: string,
): [string, string] {
  if (name === "log-ratio") return ["r₁ = log x₁", "r₂ = log x₂"];
  const { reach } = domains[domain];
  const isProbability = (i: 0 | 1, p: number) => name === "probability" || (p === 1 && reach[i] <= 1);
  return [
    isProbability(0, preferred) ? "π_θ(y_w | x)" : "x₁ = π_θ/π_ref",
    isProbability(1, dispreferred) ? "π_θ(y_l | x)" : "x₂ = π_θ/π_ref",
  ];
}

/** A plane of a given width on the page, as high as equal units on both axes ask for. */
export function createPlane(
  { figure, reference, domain }: PanelResult["settings"],
  box: Pick<Plane, "u" | "v">,
  width: number,
): Plane {
  const name = figure.plane;
  const height = Math.round((width * (box.v[1] - box.v[0])) / (box.u[1] - box.u[0]));
  const signs = symbols(name, reference, domain);
  return { name, reference, fields: FIELDS[name], symbols: signs, ...box, width, height };
}
