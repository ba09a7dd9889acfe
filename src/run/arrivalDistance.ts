/**
 * A trajectory has arrived at a rest point where the larger difference of its log-ratios from those of the
 * point is this. A convention: a rest point is never reached, and a probability that is right to a millionth
 * is there for all that anyone sees of it.
 */
export const ARRIVED = 1e-6;
