/** A moment to take note of: the first at which this function of the log-ratios is no longer negative. */
export type Mark = (r1: number, r2: number) => number;

/**
 * A mark that is reached where a path ends, such as a kink it comes to rest on, counts in spite of rounding.
 */
export const ROUNDING = 1e-12;
