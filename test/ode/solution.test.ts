import { describe, expect, it } from "vitest";
import type { Derivative, Phase } from "../../src/ode/problem.js";
import { type Leg, type Solution, sample } from "../../src/ode/solution.js";

/** y = (x, s): the second component tells what s a state belongs to. */
const phaseOf = (derivative: Derivative, rest: Partial<Phase<string>> = {}): Phase<string> => ({
  derivative,
  events: [],
  ...rest,
});

/** Growth at a rate: x = x0·e^(rate·s). */
const growth =
  (rate: number): Derivative =>
  (_s, y, dy) =>
    dy.set([rate * y[0], 1]);

function solution(legs: Leg<string>[]): Solution<string> {
  return {
    status: "stopped",
    s: legs[legs.length - 1].sEnd,
    y: Float64Array.of(0, 0),
    legs,
    stats: { steps: 0, rejected: 0, evaluations: 0 },
    tolerance: { relative: [1e-12, 1e-12], absolute: [1e-12, 1e-12] },
  };
}

const node = (s: number, x: number) => ({ s, y: Float64Array.of(x, s) });

/** Two legs: growth at rate 1 to s = 1 from 1, a jump to 10, then decay at rate 2 to s = 3. */
const twoLegs = (restore?: (y: Float64Array) => void) =>
  solution([
    { phase: phaseOf(growth(1)), nodes: [node(0, 1), node(0.4, Math.exp(0.4))], sEnd: 1 },
    {
      phase: phaseOf(growth(-2), restore ? { restore } : {}),
      nodes: [node(1, 10), node(1.5, 10 * Math.exp(-1)), node(2.5, 10 * Math.exp(-3))],
      sEnd: 3,
    },
  ]);

const exactly = (s: number) => (s <= 1 ? Math.exp(s) : 10 * Math.exp(-2 * (s - 1)));

describe("sample", () => {
  it("follows each leg with its own right-hand side; where two meet, the state is that before", () => {
    const dense = Array.from({ length: 61 }, (_, i) => i / 20);
    for (const at of [dense, [0, 1, 3], [0.9, 1, 1.0001, 1.5, 2.7], [2.9], [0.4, 0.4, 1, 1, 2.5]]) {
      for (const [i, [x, s]] of sample(twoLegs(), at).entries()) {
        expect(s).toBeCloseTo(at[i], 13);
        expect(Math.abs(x - exactly(at[i]))).toBeLessThan(1e-10);
      }
    }
  });

  it("starts from the steps as they were stored, also when it comes to one by a hop", () => {
    // States that do not follow from one another show which was the start.
    const one = solution([
      { phase: phaseOf(growth(0)), nodes: [node(0, 1), node(1, 2), node(2, 3), node(3, 4)], sEnd: 4 },
    ]);
    expect(sample(one, [0, 0.5, 1, 1.5, 2.5, 3.5, 4]).map(([x]) => x)).toEqual([1, 1, 2, 2, 3, 4, 4]);
  });

  it("puts states back on what the phase keeps, without going on from there", () => {
    const restore = (y: Float64Array) => {
      y[0] = Math.round(y[0]);
    };
    const at = [0.5, 1.1, 1.2, 1.3, 2];
    const states = sample(twoLegs(restore), at).map(([x]) => x);
    expect(states[0]).toBeCloseTo(Math.exp(0.5), 11);
    expect(states.slice(1)).toEqual(at.slice(1).map((s) => Math.round(exactly(s))));
  });

  it("draws a straight line from step to step where the solution is too rough to follow", () => {
    // Not finite anywhere between the steps: no hop of any length lands.
    const rough: Derivative = (_s, _y, dy) => dy.set([Number.NaN, 1]);
    const one = solution([{ phase: phaseOf(rough), nodes: [node(0, 1), node(2, 5), node(4, -1)], sEnd: 5 }]);
    const states = sample(one, [0.5, 1, 2.5, 3]);
    expect(states.map(([x]) => x)).toEqual([2, 3, 3.5, 2]);
    expect(states.map((y) => y[1])).toEqual([0.5, 1, 2.5, 3]);
    // Past the last step there is nothing to aim at: it stays.
    expect(sample(one, [4.5])[0]).toEqual(Float64Array.of(-1, 4));
  });

  it("does not take an error of the derivative for a rough solution", () => {
    const broken: Derivative = () => {
      throw new TypeError("no such loss");
    };
    const one = solution([{ phase: phaseOf(broken), nodes: [node(0, 1), node(2, 5)], sEnd: 2 }]);
    expect(() => sample(one, [1])).toThrow("no such loss");
  });
});
