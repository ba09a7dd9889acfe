import type { DomainFamily } from "./family.js";

/** x > 0 and no more: the plane on which most losses are defined, though no policy reaches all of it. */
export const quadrant = {
  name: "quadrant",
  meaning: "x > 0",
  reach: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  walls: [],
} as const satisfies DomainFamily;
