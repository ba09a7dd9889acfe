import type { Reference } from "../reference.js";

/** What a wall does to a trajectory, in log-ratio coordinates. */
export interface Barrier {
  /** Below 0 inside the domain, 0 on the wall, in units of relative distance. */
  value(r1: number, r2: number): number;
  /** Outward normal in r-space into `out`, shape (2,); any length, no component negative. */
  normal(r1: number, r2: number, out: Float64Array): void;
  /** Logarithms of the same components, into `out`, shape (2,). */
  logNormal(r1: number, r2: number, out: Float64Array): void;
  /** Moves a point that is on the wall up to rounding onto it. In place, shape (≥ 2,). */
  snap(r: Float64Array): void;
}

/** A point (π_w, π_l) of an outline; Infinity where the outline has no end. */
export type Corner = readonly [w: number, l: number];

/** One wall of a domain. */
export interface Wall {
  /** Distinct among all walls of all domains: events and `FaceName` use it. */
  readonly name: string;
  barrier(reference: Reference): Barrier;
  /** The wall as a line through these points, for pictures; many of them where it is curved. */
  readonly line: readonly Corner[];
  /** Corners, in order, of what the wall keeps out, for pictures. */
  readonly beyond: readonly Corner[];
  /** Why a start x = (x1, x2) beyond the wall cannot be one. */
  refusal(x: readonly [number, number], reference: Reference): string;
}

/** The part of the plane a policy can reach, as scenarios name it. One per file in `domains/`. */
export interface DomainFamily {
  readonly name: string;
  /** Its condition, as menus and descriptions show it after the name. */
  readonly meaning: string;
  /** Largest (π_w, π_l) that it lets happen; Infinity where nothing limits one. */
  readonly reach: Corner;
  readonly walls: readonly Wall[];
}
