/** One row of a trajectory: time, probability ratios and loss. */
export interface Sample {
  t: number;
  x1: number;
  x2: number;
  loss: number;
  /** r1 − r2; Infinity where x2 = 0. */
  margin: number;
}
