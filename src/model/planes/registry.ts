import type { PlaneFamily } from "./family.js";
import { logRatio } from "./log-ratio.js";
import { probability } from "./probability.js";
import { ratio } from "./ratio.js";

/** In the order in which they are listed. */
const families = [ratio, probability, logRatio] as const satisfies readonly PlaneFamily[];

/** One of the planes that exist. */
export type PlaneRecord = (typeof families)[number];

export type PlaneName = PlaneRecord["name"];

/** Every plane by name. A new plane is one file and its line here. */
export const planes: Readonly<Record<string, PlaneRecord>> = Object.fromEntries(
  families.map((family) => [family.name, family]),
);

/** A plane with a grid of its own. */
export type GridPlane = Extract<PlaneRecord, { grid: { interval: unknown } }>;

const hasGrid = (plane: PlaneRecord): plane is GridPlane => "interval" in plane.grid;

/** The planes with grids of their own by name. */
export const gridPlanes: Readonly<Record<string, GridPlane>> = Object.fromEntries(
  Object.values(planes)
    .filter(hasGrid)
    .map((plane) => [plane.name, plane]),
);

/** The plane whose grids are those of the plane of that name. */
export function gridPlane(name: string): GridPlane {
  const plane = planes[name];
  return hasGrid(plane) ? plane : gridPlanes[plane.grid.like];
}

/** Whether an extinct response has a place in a plane; in logarithms it is at −∞. */
export const showsExtinct = ({ to }: Pick<PlaneFamily, "to">): boolean => Number.isFinite(to(0, 1));
