/**
 * Two coordinates: on the page in points right of and below a corner, or in a plane; or both ends of an
 * interval.
 */
export type Point = readonly [number, number];
