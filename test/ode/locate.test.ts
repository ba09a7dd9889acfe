import { describe, expect, it } from "vitest";
import { locate } from "../../src/ode/locate.js";
import type { Step } from "../../src/ode/odex.js";
import type { Derivative, Event, Phase } from "../../src/ode/problem.js";

const weights = (value: number, n: number) => ({
  relative: Array<number>(n).fill(value),
  absolute: Array<number>(n).fill(value),
});

const event = (value: Event<string>["value"]): Event<string> => ({ value, apply: () => undefined });

/** A step along a known solution. */
const stepAlong = (solution: (s: number) => number[], s0: number, s1: number): Step => ({
  s0,
  y0: Float64Array.from(solution(s0)),
  s1,
  y1: Float64Array.from(solution(s1)),
});

/** y' = y cos s: y = e^(sin s), with s handed to the derivative rather than kept as a component. */
const driven: Derivative = (s, y, dy) => {
  dy[0] = y[0] * Math.cos(s);
};
const drivenAt = (s: number) => [Math.exp(Math.sin(s))];

/** Decay at rate 1e6 onto cos s, on which the solution from 1 stays. */
const relaxing: Derivative = (_s, y, dy) => {
  dy[0] = -1e6 * (y[0] - Math.cos(y[1])) - Math.sin(y[1]);
  dy[1] = 1;
};
const relaxingAt = (s: number) => [Math.cos(s), s];

function run(
  derivative: Derivative,
  step: Step,
  value: Event<string>["value"],
  guess: number,
  stiff = false,
) {
  const cost = { steps: 0, rejected: 0, evaluations: 0 };
  let calls = 0;
  const phase: Phase<string> = {
    derivative: (s, y, dy) => {
      calls++;
      derivative(s, y, dy);
    },
    stiff,
    events: [],
  };
  const tolerance = weights(1e-12, step.y0.length);
  return { ...locate(phase, step, event(value), guess, tolerance, cost), cost, calls: () => calls };
}

describe("locate", () => {
  const step = stepAlong(drivenAt, 0.1, 1.3);
  const exact = 0.7;
  const through = (y: ArrayLike<number>) => y[0] - Math.exp(Math.sin(exact));

  it("puts an event on the solution, from a guess on either side, near or far", () => {
    for (const error of [0, 1e-10, 1e-6, -1e-6, 9e-4, -9e-4, 2e-3, -2e-3, 0.1, -0.1, 0.3, -0.3]) {
      const { s, y, converged } = run(driven, step, through, exact + error);
      expect(converged).toBe(true);
      expect(Math.abs(s - exact)).toBeLessThan(1e-11);
      expect(Math.abs(y[0] - drivenAt(s)[0])).toBeLessThan(1e-11);
    }
  });

  it("counts what it evaluates, little near the place", () => {
    for (const [error, most] of [
      [1e-5, 60],
      [0.2, 120],
    ]) {
      const { cost, calls } = run(driven, step, through, exact + error);
      expect(cost.evaluations).toBe(calls());
      expect(cost.evaluations).toBeLessThan(most);
    }
  });

  it("gives the place it was told where the value has no slope, or its root is out of reach", () => {
    for (const value of [() => 1, (y: ArrayLike<number>) => y[0] - 100]) {
      const { s, y, converged } = run(driven, step, value, 0.6);
      expect(converged).toBe(false);
      expect(s).toBe(0.6);
      expect(y[0]).toBeCloseTo(drivenAt(0.6)[0], 11);
    }
  });

  it("goes less far from a guess of dense output, which is better than a cubic's", () => {
    const dense = { ...step, dense: () => Number.NaN };
    // A tenth of the step is 0.12.
    expect(run(driven, dense, through, exact + 0.1).converged).toBe(true);
    expect(run(driven, dense, through, exact + 0.15).converged).toBe(false);
    expect(run(driven, step, through, exact + 0.15).converged).toBe(true);
  });

  it("gives up after a few corrections that do not come closer", () => {
    // On |x|^½ with the sign of x every correction overshoots to the other side.
    const root = (y: ArrayLike<number>) => Math.sign(through(y)) * Math.sqrt(Math.abs(through(y)));
    const { s, y, converged, cost } = run(driven, step, root, exact + 0.05);
    expect(converged).toBe(false);
    expect(cost.evaluations).toBeLessThan(500);
    expect(y[0]).toBeCloseTo(drivenAt(s)[0], 10);
  });

  it("corrects along a stiff solution forwards and, from the start of the step, backwards", () => {
    const along = stepAlong(relaxingAt, 0.2, 0.6);
    const place = (y: ArrayLike<number>) => Math.cos(0.4) - y[0];
    for (const error of [0, 1e-5, -1e-5, 0.02, -0.02]) {
      const { s, y, converged } = run(relaxing, along, place, 0.4 + error, true);
      expect(converged).toBe(true);
      expect(Math.abs(s - 0.4)).toBeLessThan(1e-8);
      expect(Math.abs(y[0] - Math.cos(s))).toBeLessThan(1e-8);
    }
  });

  it("does not leave a stiff step by its start", () => {
    const along = stepAlong(relaxingAt, 0.2, 0.6);
    // The solution meets this just before the step.
    const { y } = run(relaxing, along, (y) => Math.cos(0.19) - y[0], 0.201, true);
    expect(Math.abs(y[0] - Math.cos(0.2))).toBeLessThan(1e-3);
  });
});
