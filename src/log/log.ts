/** What the positions of a log's rows count. */
export type LogClock = "step" | "epoch" | "row";

/** One row of a training log in plane coordinates. */
export interface LogRow {
  /** Reading of the log's clock. */
  step: number;
  /**
   * Log-ratios to the reference policy in nats, mean over a batch: rewards/chosen ÷ β and rewards/rejected ÷
   * β.
   */
  r1: number;
  r2: number;
}

/** Rows that were in a file but not used, by reason. */
export interface SkippedRows {
  /** One of the two values, or both, are not there. */
  missing: number;
  /** A value is NaN, infinite or not a number. */
  notFinite: number;
  /** The row has no step, while others have one. */
  withoutStep: number;
  /** The line could not be read at all. */
  broken: number;
}

/**
 * Where β came from: whoever had the log read, a sentence or column of the file, or the ratio of two of its
 * columns.
 */
export type BetaOrigin = "option" | "text" | "column" | "ratio";

/** How the rows of a log were come by. */
export interface LogSource {
  /** Name of the file without its folder; `stdin` for standard input. */
  file: string;
  /** In words, such as `Markdown table`. */
  format: string;
  split: "eval" | "train";
  /** The columns that r1 and r2 were computed from. */
  columns: [string, string];
  /**
   * What those columns hold: rewards, log-probabilities with those of the reference beside them, or
   * log-probabilities alone, whose first row stands for the reference.
   */
  quantity: "rewards" | "logps-and-reference" | "logps-only";
  beta: { from: BetaOrigin; where?: string };
  skipped: SkippedRows;
  /** Rows whose step had been there before: the last one counts. */
  repeated: number;
  /** Rows that came after one with a higher step. */
  outOfOrder: number;
  /** What else a reader should know about the file, in sentences. */
  remarks: string[];
}

/** A training log in plane coordinates. */
export interface TrainingLog {
  name: string;
  beta: number;
  clock: LogClock;
  /** Clock reading at which the policy was the reference policy, r1 = r2 = 0. */
  origin: number;
  /** At least three, in increasing order of `step`. */
  rows: LogRow[];
  source: LogSource;
}
