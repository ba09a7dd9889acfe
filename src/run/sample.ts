/** One row of a trajectory: time, state and loss. */
export interface Sample {
  t: number;
  /** Probability ratios; 0 or Infinity where the log-ratio is beyond the range of doubles. */
  x1: number;
  x2: number;
  /** Log-ratios; −Infinity for an extinct response. */
  r1: number;
  r2: number;
  loss: number;
  /** r1 − r2; not finite where a response is extinct. */
  margin: number;
}
