import type { Corner } from "../domains/family.js";
import type { Reference } from "../reference.js";

/** What grids over a plane are even in: the starts of sweeps, and the cells of fields. */
export type PlaneGrid =
  /** Its own coordinates; a sweep covers this interval of a response with π_ref = p: up to where it is certain. */
  | { interval(p: number): readonly [low: number, high: number] }
  /** Those of the plane of that name, which differ from its own by a factor. */
  | { like: string };

/**
 * A plane that figures are drawn in, as scenarios name it: one per file in `planes/`. Its coordinates stretch the
 * probability ratio x = π / π_ref of one response each, so that lines of constant x1 or x2 stay parallel to an axis.
 */
export interface PlaneFamily {
  readonly name: string;
  /** Its coordinates in words, as menus and descriptions show them. */
  readonly meaning: string;
  /** Names of the two coordinates in the data of figures. */
  readonly fields: readonly [string, string];
  /**
   * What the two coordinates are called along the axes.
   *
   * @param reach largest (π_w, π_l) that the domain lets happen
   */
  symbols(reference: Reference, reach: Corner): readonly [string, string];
  /** The geometry whose coordinates θ these are, if any: in them the flow is as fast as the gradient is long. */
  readonly geometry?: string;
  /** The coordinate of a ratio x ≥ 0: it rises with x, and is 0 or −∞ at x = 0. `p` is π_ref of the response. */
  to(x: number, p: number): number;
  /** The inverse of `to`. */
  from(u: number, p: number): number;
  /** How fast the coordinate changes at x where x changes at the rate `v`. */
  velocity(v: number, x: number, p: number): number;
  readonly grid: PlaneGrid;
}
