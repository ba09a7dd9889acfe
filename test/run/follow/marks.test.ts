import { describe, expect, it } from "vitest";
import { createMarks } from "../../../src/run/follow/marks.js";
import { type Mark, ROUNDING } from "../../../src/run/mark.js";

/** The margin has come to a level; the dispreferred response has fallen below one. */
const margin =
  (level: number): Mark =>
  (r1, r2) =>
    r1 - r2 - level;
const fallen =
  (level: number): Mark =>
  (_r1, r2) =>
    level - r2;

/** A state (r1, r2, t). */
const state = (r1: number, r2: number, t: number) => Float64Array.of(r1, r2, t);

const pending = { t: Number.NaN, s: Number.NaN };

describe("marks", () => {
  it("are noted once, with time and reading, where they are passed", () => {
    const marks = createMarks([margin(2), fallen(-1), margin(9)]);
    expect(marks.reached).toEqual([pending, pending, pending]);
    marks.note(3, state(0.5, -0.5, 30));
    expect(marks.reached).toEqual([pending, pending, pending]);
    marks.note(4, state(1, -1, 40));
    marks.note(5, state(7, -2, 50));
    expect(marks.reached).toEqual([
      { t: 40, s: 4 },
      { t: 40, s: 4 },
      { t: 50, s: 5 },
    ]);
  });

  it("count when they are missed by no more than the slack, and not by more", () => {
    for (const [short, slack, counts] of [
      [0.5, 0.5, true],
      [0.5, 0.4, false],
      [0.5, 0, false],
      [ROUNDING / 2, ROUNDING, true],
    ] as const) {
      const marks = createMarks([margin(2)]);
      marks.note(1, state(2 - short, 0, 10), undefined, slack);
      expect(marks.reached[0]).toEqual(counts ? { t: 10, s: 1 } : pending);
    }
  });

  it("take an extinct response at its limit", () => {
    for (const [dead, reached] of [
      [undefined, false],
      [0, false],
      [1, true],
    ] as const) {
      const marks = createMarks([fallen(-100), margin(100)]);
      marks.note(1, state(0, -5, 10), dead);
      expect(marks.reached).toEqual(Array(2).fill(reached ? { t: 10, s: 1 } : pending));
      const [event] = createMarks([margin(100)]).events({ dead });
      expect(event.value(state(0, -5, 10)) >= 0).toBe(reached);
    }
  });

  it("are looked for as long as they are not reached", () => {
    const marks = createMarks([margin(2), fallen(-1)]);
    const [first, second] = marks.events({});
    expect([first.passing, second.passing]).toEqual([true, true]);
    expect([first.value(state(0.5, 0, 1)), second.value(state(0.5, 0, 1))]).toEqual([-1.5, -1]);
    expect(first.apply(7, state(2, 0, 70))).toBeUndefined();
    expect(marks.reached).toEqual([{ t: 70, s: 7 }, pending]);
    // Noted, it stays below zero, keeps its first moment and is no event of later phases.
    expect(first.value(state(5, 0, 80))).toBe(-1);
    first.apply(8, state(5, 0, 80));
    expect(marks.reached[0]).toEqual({ t: 70, s: 7 });
    expect(marks.events({})).toHaveLength(1);
    expect(marks.events({})[0].value(state(5, 0, 80))).toBe(-1);
    expect(createMarks([]).events({})).toEqual([]);
  });

  it("are none left on the last stretch to zero once no response's end would reach one", () => {
    const here = state(0, -5, 10);
    expect(createMarks([]).noneLeft(here)).toBe(true);
    // Reached when the dispreferred, or the preferred, response is extinct.
    expect(createMarks([fallen(-100)]).noneLeft(here)).toBe(false);
    expect(createMarks([(r1) => -3 - r1]).noneLeft(here)).toBe(false);
    // Out of reach of both, beside one that is not.
    const rise: Mark = (r1) => r1 - 1;
    expect(createMarks([rise]).noneLeft(here)).toBe(true);
    expect(createMarks([rise, fallen(-100)]).noneLeft(here)).toBe(false);
    // Touched exactly counts as reached.
    expect(createMarks([(_r1, r2) => (r2 === -Infinity ? 0 : -1)]).noneLeft(here)).toBe(false);
    const done = createMarks([fallen(-100)]);
    done.note(1, state(0, -101, 11));
    expect(done.noneLeft(here)).toBe(true);
  });
});
