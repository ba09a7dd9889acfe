import type { Component, RunEvent } from "./event.js";
import type { RunStatus } from "./statuses/registry.js";

/** Stands for −∞ where both responses are extinct: that of the last one, so that the margin keeps its sign. */
export const LAST_TO_DIE = -1e6;

/** Where a path is at one moment. */
export interface PathPoint {
  /**
   * Reading of the path's own clock, 0 at its start: any quantity that grows along the path and tells apart
   * points that time hardly does.
   */
  s: number;
  /** Log-ratios r1 and r2; −∞ for an extinct response, `LAST_TO_DIE` for the second one. */
  r: [number, number];
  t: number;
}

/** A rest point is approached for ever: after the end, from `from` (r1, r2) towards it as e^(−rate·time). */
export interface Approach {
  from: ArrayLike<number>;
  rate: number;
}

/** Where a path ends and why. */
export interface PathEnd extends PathPoint {
  status: RunStatus;
  /** The response that has reached zero; the first of two. */
  extinct?: Component | undefined;
  /** For a path that ends at a rest point, and would need for ever to get there. */
  approach?: Approach | undefined;
}

/**
 * A stretch of a path without an abrupt change of direction. The log-ratio of an extinct response stays where
 * it died.
 */
export interface Arc {
  /** The points computed on the way, first the start. Between them the path is smooth. */
  readonly points: readonly PathPoint[];
  readonly end: PathPoint;
  /** False while a wall or a kink holds the path, or the edge of the simplex bounds it. */
  readonly free: boolean;
}

/** A stretch of a path's clock. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * A trajectory of a pair of responses, as everything needs it that draws, measures or checks one. Who has
 * produced it, and how points between computed ones come about, does not matter.
 */
export interface Path {
  /** What happened on the way, in order. */
  readonly events: readonly RunEvent[];
  readonly end: PathEnd;
  /** The path piece by piece; empty for one that ends where it starts. */
  arcs(): readonly Arc[];
  /** Where it is at increasing readings of its clock, from 0 to that of the end. */
  along(readings: readonly number[]): PathPoint[];
  /** Where it is at a time ≥ 0; after the end it stays there, or goes on approaching a rest point. */
  at(t: number): PathPoint;
  /**
   * Stretches of the clock, in order, on which a response that has faded from sight goes on to its
   * extinction.
   */
  fading(): readonly Stretch[];
}
