/**
 * Within this distance (in log-ratios) of a rest point a trajectory counts as arrived, at least. A
 * convention: a rest point is never reached, and a probability that is right to a millionth is there for all
 * that anyone sees of it.
 */
const ARRIVED = 1e-6;

/** The same, at most: a rest point is not declared from afar, however coarse the tolerance. */
const ARRIVED_AT_MOST = 1e-3;

/**
 * Distance from a rest point, in log-ratios, at which a trajectory has arrived, for a relative tolerance: a
 * thousand times the error of the state, which is then no more than a thousandth of the distance that
 * Newton's method measures.
 */
export const arrivalDistance = (relative: number): number =>
  Math.min(ARRIVED_AT_MOST, Math.max(ARRIVED, 1e3 * relative));
