import type { Event } from "../../ode/event.js";
import { logRatio, type Mode } from "./mode.js";

/** A moment to take note of: the first at which a function of the log-ratios is no longer negative. */
export type Mark = (r1: number, r2: number) => number;

/** A mark that is reached where a run ends, such as a kink it comes to rest on, counts in spite of rounding. */
export const ROUNDING = 1e-12;

/** The marks of one trajectory, and when each was reached. */
export interface Marks {
  /** Times; NaN for a mark that is not reached, or not yet. */
  readonly reached: number[];
  /** Takes note of every mark that is passed at `y`, or missed by no more than `slack`. */
  note(y: Float64Array, dead?: 0 | 1, slack?: number): void;
  /** Whether no mark is reached on the last stretch to zero, which may then be cut short. */
  noneLeft(y: Float64Array): boolean;
  /** Events that take note of the marks not reached so far. */
  events(mode: Mode): Event<never>[];
}

/** Prepares to take note of marks along one trajectory. */
export function createMarks(marks: readonly Mark[]): Marks {
  const reached = marks.map(() => Number.NaN);
  const passing = (k: number, dead?: 0 | 1): Event<never> => ({
    passing: true,
    value: (y) => (Number.isNaN(reached[k]) ? marks[k](logRatio(y, 0, dead), logRatio(y, 1, dead)) : -1),
    apply: (_s, y) => {
      if (Number.isNaN(reached[k])) reached[k] = y[2];
      return undefined;
    },
  });
  return {
    reached,
    note(y, dead, slack = 0) {
      for (let k = 0; k < marks.length; k++) {
        if (!Number.isNaN(reached[k])) continue;
        if (marks[k](logRatio(y, 0, dead), logRatio(y, 1, dead)) >= -slack) reached[k] = y[2];
      }
    },
    noneLeft(y) {
      for (let k = 0; k < marks.length; k++) {
        if (!Number.isNaN(reached[k])) continue;
        if (marks[k](-Infinity, y[1]) >= 0 || marks[k](y[0], -Infinity) >= 0) return false;
      }
      return true;
    },
    events: ({ dead }) => marks.flatMap((_, k) => (Number.isNaN(reached[k]) ? passing(k, dead) : [])),
  };
}
