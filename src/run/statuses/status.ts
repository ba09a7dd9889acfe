/**
 * What a status says of the way a trajectory went:
 *
 * - `over`: it has come to its end; what it has not reached by then it never will
 * - `cut`: it was still moving when its time was up, and might have reached more
 * - `failed`: it could not be followed to its end, and what lies beyond is not known
 * - `none`: there was nothing to follow
 */
export type Outcome = "over" | "cut" | "failed" | "none";

/** One way in which a trajectory, or a cell of a sweep, can end. */
export interface Status {
  /**
   * The number that stands for it in arrays (status.npy). For good: files hold it. From 0 on, without gaps.
   */
  readonly code: number;
  /** What it means, in a few words that go on from its name and a colon. */
  readonly meaning: string;
  readonly outcome: Outcome;
  /** Fills the cells of a heatmap of statuses; pale for what is common, strong for what is wrong. */
  readonly colour: string;
}

/** What was spent on a run, and what it was allowed to spend. */
export interface Spent {
  steps: number;
  rejected: number;
  maxSteps: number;
}

/** One way in which a run can end; its name is its key in the registry. One per file. */
export type RunEnding = Status & {
  /** What a run reaches that ends so, for captions: "… reaches extinction at t = 3". */
  readonly reaches: string;
  /** Entry of a table in the column "ends". */
  readonly label: string;
} & (
    | { readonly outcome: "over" | "cut" }
    | {
        readonly outcome: "failed";
        /** What happened and what to try. */
        advice(spent: Spent): string;
      }
  );
