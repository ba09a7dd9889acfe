import { describe, expect, it } from "vitest";
import type { Derivative, Event, Phase, Problem } from "../../src/ode/problem.js";
import { solve } from "../../src/ode/solve.js";

/** y = (cos s, −sin s, s): harmonic motion with its own clock as the last component. */
const oscillator: Derivative = (_s, y, dy) => {
  dy[0] = y[1];
  dy[1] = -y[0];
  dy[2] = 1;
};

/** Van der Pol's oscillator with its own clock: slow along two arcs and fast between them, as flows near zero are. */
const vanDerPol: Derivative = (_s, y, dy) => {
  dy[0] = y[1];
  dy[1] = 2 * (1 - y[0] * y[0]) * y[1] - y[0];
  dy[2] = 1;
};

const stopWhen = (value: Event<string>["value"], status = "stopped"): Event<string> => ({
  value,
  apply: (_s, y) => ({ status, y }),
});

function problem(phase: Phase<string>, relative = 1e-10): Problem<string> {
  const all = Array<number>(3).fill(relative);
  return {
    dimension: 3,
    y0: Float64Array.of(1, 0, 0),
    phase,
    tolerance: { relative: all, absolute: all },
    maxSteps: 10_000,
    dense: false,
  };
}

describe("solve without dense output", () => {
  it("locates an event where the solution puts it, and the error falls with the tolerance", () => {
    const errors = [1e-4, 1e-7, 1e-10, 1e-12].map((relative) => {
      const phase = { derivative: oscillator, events: [stopWhen((y) => -y[0])] };
      return Math.abs(solve(problem(phase, relative)).y[2] - Math.PI / 2);
    });
    for (const [i, error] of errors.entries()) expect(error).toBeLessThan([1e-3, 1e-6, 1e-9, 1e-11][i]);
  });

  it("sees an excursion inside a step, however short", () => {
    for (const height of [0.9, 0.99, 0.9999, 0.999999]) {
      const phase = { derivative: oscillator, events: [stopWhen((y) => -y[1] - height)] };
      expect(solve(problem(phase)).y[2]).toBeCloseTo(Math.asin(height), 7);
    }
  });

  it("does not see one that only comes close", () => {
    const never = stopWhen((y) => -y[1] - 1.000001, "wrong");
    const phase = { derivative: oscillator, events: [never, stopWhen((y) => y[2] - 20)] };
    const { status, y } = solve(problem(phase));
    expect(status).toBe("stopped");
    expect(y[2]).toBeCloseTo(20, 9);
  });

  it("takes the first of two events that are nearer to each other than a cubic can tell", () => {
    for (const later of [1e-3, 1e-4, 1e-5, 1e-7]) {
      for (const [shift, first] of [
        [later, "quarter"],
        [-later, "clock"],
      ] as const) {
        const clock = stopWhen((y) => y[2] - Math.PI / 2 - shift, "clock");
        const events = [stopWhen((y) => -y[0], "quarter"), clock];
        const { status, y } = solve(problem({ derivative: oscillator, events }));
        expect(status).toBe(first);
        expect(y[2]).toBeCloseTo(Math.PI / 2 + Math.min(0, shift), 9);
      }
    }
  });

  it("finds a value that jumps, which Newton's method cannot, on the solution and not on a cubic", () => {
    const jump = stopWhen((y) => (y[0] < 0 ? 1 : -1));
    const smooth: Event<string> = { passing: true, value: (y) => y[2] - 1.5, apply: () => undefined };
    for (const events of [[jump], [smooth, jump]]) {
      expect(solve(problem({ derivative: oscillator, events })).y[2]).toBeCloseTo(Math.PI / 2, 8);
    }
  });

  it("takes note of passing events, in order and once each, and goes on", () => {
    const seen: [string, number][] = [];
    const note = (name: string, value: Event<string>["value"]): Event<string> => {
      let done = false;
      return {
        passing: true,
        value: (y) => (done ? -1 : value(y)),
        apply: (_s, y) => {
          done = true;
          seen.push([name, y[2]]);
          return undefined;
        },
      };
    };
    const events = [
      note("late", (y) => y[2] - 1.2),
      stopWhen((y) => y[2] - 9),
      note("early", (y) => 0.5 - y[0]),
      note("again", (y) => -y[1] - 0.5),
    ];
    for (const dense of [false, true]) {
      seen.length = 0;
      const { y } = solve({
        ...problem({ derivative: oscillator, events: events.map((e) => ({ ...e })) }),
        dense,
      });
      expect(y[2]).toBeCloseTo(9, 9);
      if (!dense) {
        expect(seen.map(([name]) => name)).toEqual(["again", "early", "late"]);
        expect(seen[0][1]).toBeCloseTo(Math.PI / 6, 9);
        expect(seen[1][1]).toBeCloseTo(Math.PI / 3, 9);
        expect(seen[2][1]).toBeCloseTo(1.2, 9);
      }
    }
  });

  it("costs less than with it where the speed varies", () => {
    const phase = { derivative: vanDerPol, events: [stopWhen((y) => y[2] - 30)] };
    const [plain, dense] = [false, true].map(
      (kind) => solve({ ...problem(phase), dense: kind }).stats.evaluations,
    );
    expect(plain).toBeLessThan(0.75 * dense);
  });
});
