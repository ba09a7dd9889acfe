import { describe, expect, it } from "vitest";
import { advance } from "../../src/ode/method.js";
import type { Derivative, Phase } from "../../src/ode/problem.js";
import { integrateStiff } from "../../src/ode/stiff.js";

const weights = (relative: number, n: number) => ({
  relative: Array<number>(n).fill(relative),
  absolute: Array<number>(n).fill(relative),
});

function solve(derivative: Derivative, y0: number[], end: number, relative: number) {
  const cost = { steps: 0, rejected: 0, evaluations: 0 };
  let y: Float64Array = Float64Array.from(y0);
  const outcome = integrateStiff(
    derivative,
    0,
    y,
    end,
    weights(relative, y0.length),
    10_000,
    cost,
    (step) => {
      y = step.y1;
      return true;
    },
  );
  return { outcome, y, cost };
}

/** Decay at rate 1e8 onto cos s (Prothero and Robinson); the exact solution from 1 is cos s itself. */
const protheroRobinson: Derivative = (_s, y, dy) => {
  dy[0] = -1e8 * (y[0] - Math.cos(y[1])) - Math.sin(y[1]);
  dy[1] = 1;
};

/** Robertson's kinetics: three rates from 0.04 to 3e7. */
const robertson: Derivative = (_s, y, dy) => {
  dy[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
  dy[2] = 3e7 * y[1] * y[1];
  dy[1] = -dy[0] - dy[2];
};

describe("integrateStiff", () => {
  it("follows a slow solution of a field with decay rate 1e8 in few steps", () => {
    const { outcome, y, cost } = solve(protheroRobinson, [1, 0], 3, 1e-9);
    expect(outcome).toBe("done");
    expect(Math.abs(y[0] - Math.cos(3))).toBeLessThan(1e-8);
    expect(cost.evaluations).toBeLessThan(3000);
  });

  it("solves Robertson's problem to the published digits", () => {
    // Hairer and Wanner II, reference solution at s = 40 (from the test set of stiff problems).
    const { outcome, y } = solve(robertson, [1, 0, 0], 40, 1e-11);
    expect(outcome).toBe("done");
    expect(y[0]).toBeCloseTo(0.7158270688, 9);
    expect(y[1] * 1e5).toBeCloseTo(0.91855348, 6);
    // The mass is conserved as well as the tolerance asks for every part of it.
    expect(Math.abs(y[0] + y[1] + y[2] - 1)).toBeLessThan(1e-11);
  });

  it("errs less the tighter the tolerance, also where nothing is stiff", () => {
    const oscillator: Derivative = (_s, y, dy) => dy.set([y[1], -y[0]]);
    const errors = [1e-4, 1e-7, 1e-10].map((relative) => {
      const { y } = solve(oscillator, [1, 0], 2, relative);
      return Math.hypot(y[0] - Math.cos(2), y[1] + Math.sin(2));
    });
    for (const [i, error] of errors.entries()) expect(error).toBeLessThan(10 ** (-2 - 3 * i));
  });

  it("says so when the field is not finite, and when the steps run out", () => {
    const wall: Derivative = (_s, y, dy) => dy.set([y[0] > 2 ? Number.NaN : 1]);
    expect(solve(wall, [0], 5, 1e-6).outcome).toBe("non-finite");
    const cost = { steps: 0, rejected: 0, evaluations: 0 };
    const outcome = integrateStiff(
      robertson,
      0,
      Float64Array.of(1, 0, 0),
      40,
      weights(1e-9, 3),
      5,
      cost,
      () => true,
    );
    expect(outcome).toBe("step-limit");
  });

  it("has dense output that meets the steps and stays near the solution between them", () => {
    const cost = { steps: 0, rejected: 0, evaluations: 0 };
    integrateStiff(protheroRobinson, 0, Float64Array.of(1, 0), 1, weights(1e-8, 2), 1000, cost, (step) => {
      expect(step.dense?.(0, step.s0)).toBeCloseTo(step.y0[0], 13);
      expect(step.dense?.(0, step.s1)).toBeCloseTo(step.y1[0], 13);
      const middle = (step.s0 + step.s1) / 2;
      expect(Math.abs((step.dense?.(0, middle) ?? Number.NaN) - Math.cos(middle))).toBeLessThan(2e-3);
      return true;
    });
    expect(cost.steps).toBeGreaterThan(3);
  });

  it("hops forwards", () => {
    const phase: Phase<string> = { derivative: protheroRobinson, stiff: true, events: [] };
    const there = advance(phase, 1, Float64Array.of(Math.cos(1), 1), 1.01, weights(1e-10, 2));
    expect(Math.abs(there[0] - Math.cos(1.01))).toBeLessThan(1e-9);
  });
});
