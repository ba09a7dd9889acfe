import type { Event } from "./problem.js";

/** An event inside a step, and about where. */
export interface Found<Status> {
  event: Event<Status>;
  s: number;
}

/** What most steps have: no event. One array for all of them. */
export const NOTHING: readonly Found<never>[] = [];

/**
 * An event whose value starts a phase within this of zero waits until rounding can no longer decide its sign.
 */
export const CLEAR = 1e-13;
