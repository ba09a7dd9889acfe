import { type GridPlane, gridPlane, gridPlanes } from "../model/planes/registry.js";
import type { Reference } from "../model/reference.js";

/** The coordinates in which starts are even: the probability ratios, or their logarithms. */
export type SweepPlane = GridPlane["name"];

/** Names of the coordinates in which starts can be even. */
export const SWEEP_PLANES: readonly SweepPlane[] = Object.values(gridPlanes).map(({ name }) => name);

/** The coordinates in which the sweep of a scenario is even that is drawn in the plane of that name. */
export const sweepPlane = (drawn: string): SweepPlane => gridPlane(drawn).name;

/** A rectangle in the coordinates of a plane. */
export interface SweepBox {
  u: readonly [number, number];
  v: readonly [number, number];
}

/**
 * The rectangle that a sweep covers: up to where each probability is 1, in the quadrant too, which has no walls.
 */
export function sweepBox(plane: SweepPlane, { preferred, dispreferred }: Reference): SweepBox {
  const { interval } = gridPlanes[plane].grid;
  return { u: interval(preferred), v: interval(dispreferred) };
}
