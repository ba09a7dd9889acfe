import type { Event } from "../../ode/problem.js";
import type { Mark } from "../mark.js";
import { logRatio, type Mode } from "./mode.js";

/** When a mark is reached: the time and the reading of the clock; NaN for one that is not, or not yet. */
export interface Moment {
  t: number;
  s: number;
}

/** The marks of one trajectory, and when each was reached. */
export interface Marks {
  /** One for each mark. */
  readonly reached: readonly Moment[];
  /** Takes note of every mark that is passed at `y`, at reading `s`, or missed by no more than `slack`. */
  note(s: number, y: Float64Array, dead?: 0 | 1, slack?: number): void;
  /** Whether no mark is reached on the last stretch to zero, which may then be cut short. */
  noneLeft(y: Float64Array): boolean;
  /** Events that take note of the marks not reached so far. */
  events(mode: Mode): Event<never>[];
}

/** Prepares to take note of marks along one trajectory. */
export function createMarks(marks: readonly Mark[]): Marks {
  const reached = marks.map((): Moment => ({ t: Number.NaN, s: Number.NaN }));
  const pending = (k: number) => Number.isNaN(reached[k].t);
  const passing = (k: number, dead?: 0 | 1): Event<never> => ({
    passing: true,
    value: (y) => (pending(k) ? marks[k](logRatio(y, 0, dead), logRatio(y, 1, dead)) : -1),
    apply: (s, y) => {
      if (pending(k)) reached[k] = { t: y[2], s };
      return undefined;
    },
  });
  return {
    reached,
    note(s, y, dead, slack = 0) {
      for (let k = 0; k < marks.length; k++) {
        if (!pending(k)) continue;
        if (marks[k](logRatio(y, 0, dead), logRatio(y, 1, dead)) >= -slack) reached[k] = { t: y[2], s };
      }
    },
    noneLeft(y) {
      for (let k = 0; k < marks.length; k++) {
        if (!pending(k)) continue;
        if (marks[k](-Infinity, y[1]) >= 0 || marks[k](y[0], -Infinity) >= 0) return false;
      }
      return true;
    },
    events: ({ dead }) => marks.flatMap((_, k) => (pending(k) ? passing(k, dead) : [])),
  };
}
