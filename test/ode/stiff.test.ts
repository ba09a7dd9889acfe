import { describe, expect, it } from "vitest";
import { inLogs } from "../../src/ode/implicitEuler.js";
import { advance } from "../../src/ode/method.js";
import { OutOfBudget } from "../../src/ode/odex.js";
import type { Derivative, LogDerivative, Phase } from "../../src/ode/problem.js";
import { integrateStiff } from "../../src/ode/stiff.js";

const weights = (relative: number, n: number) => ({
  relative: Array<number>(n).fill(relative),
  absolute: Array<number>(n).fill(relative),
});

function solve(derivative: Derivative, y0: number[], end: number, relative: number) {
  const cost = { steps: 0, rejected: 0, evaluations: 0 };
  let y: Float64Array = Float64Array.from(y0);
  const outcome = integrateStiff(
    inLogs(derivative),
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
      inLogs(robertson),
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
    integrateStiff(
      inLogs(protheroRobinson),
      0,
      Float64Array.of(1, 0),
      1,
      weights(1e-8, 2),
      1000,
      cost,
      (step) => {
        expect(step.dense?.(0, step.s0)).toBeCloseTo(step.y0[0], 13);
        expect(step.dense?.(0, step.s1)).toBeCloseTo(step.y1[0], 13);
        const middle = (step.s0 + step.s1) / 2;
        expect(Math.abs((step.dense?.(0, middle) ?? Number.NaN) - Math.cos(middle))).toBeLessThan(2e-3);
        return true;
      },
    );
    expect(cost.steps).toBeGreaterThan(3);
  });

  it("has dense output that never leaves the values at the ends of a step, however noisy the slopes", () => {
    const cost = { steps: 0, rejected: 0, evaluations: 0 };
    for (const [field, y0, end] of [
      [protheroRobinson, [1, 0], 3],
      [robertson, [1, 0, 0], 40],
    ] as const) {
      integrateStiff(
        inLogs(field),
        0,
        Float64Array.from(y0),
        end,
        weights(1e-8, y0.length),
        1000,
        cost,
        (step) => {
          for (const i of y0.keys()) {
            const [low, high] = [Math.min(step.y0[i], step.y1[i]), Math.max(step.y0[i], step.y1[i])];
            for (const share of [0.05, 0.3, 0.5, 0.7, 0.95]) {
              const value = step.dense?.(i, step.s0 + share * (step.s1 - step.s0)) ?? Number.NaN;
              expect(value).toBeGreaterThanOrEqual(low - 1e-15);
              expect(value).toBeLessThanOrEqual(high + 1e-15);
            }
          }
          return true;
        },
      );
    }
  });

  it("has dense output with the slopes of the field where that is smooth", () => {
    const cost = { steps: 0, rejected: 0, evaluations: 0 };
    const decay: Derivative = (_s, y, dy) => dy.set([-y[0]]);
    integrateStiff(
      inLogs(decay),
      0,
      Float64Array.of(1),
      2,
      weights(1e-8, 1),
      1000,
      cost,
      ({ s0, s1, dense }) => {
        for (const share of [0.1, 0.5, 0.9]) {
          const s = s0 + share * (s1 - s0);
          // Cubic Hermite: h⁴/384 times the fourth derivative, but for a share of the limiter.
          expect(Math.abs((dense?.(0, s) ?? Number.NaN) - Math.exp(-s))).toBeLessThan(
            (s1 - s0) ** 4 / 384 + 1e-8,
          );
        }
        return true;
      },
    );
  });

  it("hands s to the field, and comes to the end exactly", () => {
    let last = 0;
    const cost = { steps: 0, rejected: 0, evaluations: 0 };
    const outcome = integrateStiff(
      (s, _y, dy) => dy.set([3 * s * s]),
      1,
      Float64Array.of(1),
      2,
      weights(1e-9, 1),
      1000,
      cost,
      ({ s1, y1 }) => {
        last = s1;
        expect(Math.abs(y1[0] - s1 ** 3)).toBeLessThan(1e-7);
        return true;
      },
    );
    expect([outcome, last]).toEqual(["done", 2]);
  });

  it("measures errors against the size of each component", () => {
    const scaled: Derivative = (_s, y, dy) => dy.set([-y[0], -y[1]]);
    const tolerance = { relative: [1e-8, 1e-8], absolute: [1e-300, 1e-300] };
    const counts = [
      [1, 1],
      [1e8, 1e-8],
      [1e-30, 1e30],
    ].map((y0) => {
      const cost = { steps: 0, rejected: 0, evaluations: 0 };
      integrateStiff(inLogs(scaled), 0, Float64Array.from(y0), 5, tolerance, 1000, cost, ({ s1, y1 }) => {
        for (const i of [0, 1]) expect(Math.abs(y1[i] / (y0[i] * Math.exp(-s1)) - 1)).toBeLessThan(1e-6);
        return true;
      });
      return cost.evaluations;
    });
    expect(Math.max(...counts)).toBeLessThan(1.5 * Math.min(...counts));
  });

  it("turns the stiff part of a rotating field as well as one along an axis", () => {
    // Decay at rate 1e7 across the direction (3, 4)/5, none along it; pivots of either size.
    const across: Derivative = (_s, y, dy) => {
      const part = 1e7 * (0.8 * y[0] - 0.6 * y[1]);
      dy.set([-0.8 * part, 0.6 * part]);
    };
    const { outcome, y, cost } = solve(across, [1, 0], 1, 1e-9);
    expect(outcome).toBe("done");
    // What is left is the part along: (3/5)·(3, 4)/5.
    expect(y[0]).toBeCloseTo(0.36, 8);
    expect(y[1]).toBeCloseTo(0.48, 8);
    expect(cost.evaluations).toBeLessThan(3000);
  });

  it("spends in proportion to the digits asked for, and counts all of it", () => {
    let calls = 0;
    const vanDerPol: Derivative = (_s, y, dy) => {
      calls++;
      dy.set([y[1], 1e3 * (1 - y[0] * y[0]) * y[1] - y[0]]);
    };
    for (const [relative, most] of [
      [1e-4, 3000],
      [1e-7, 7200],
      [1e-10, 12_000],
    ]) {
      calls = 0;
      const { outcome, cost } = solve(vanDerPol, [2, 0], 1700, relative);
      expect(outcome).toBe("done");
      expect(cost.evaluations).toBe(calls);
      expect(cost.evaluations).toBeLessThan(most);
      expect(cost.rejected).toBeGreaterThan(0);
      expect(cost.rejected).toBeLessThan(cost.steps);
    }
  });

  it("tries no more steps than it may, and stops where it is told to", () => {
    for (const maxSteps of [1, 5, 17]) {
      const cost = { steps: 0, rejected: 0, evaluations: 0 };
      const start = Float64Array.of(1, 0, 0);
      const outcome = integrateStiff(
        inLogs(robertson),
        0,
        start,
        40,
        weights(1e-9, 3),
        maxSteps,
        cost,
        () => true,
      );
      expect(outcome).toBe("step-limit");
      expect(cost.steps + cost.rejected).toBe(maxSteps);
      const one = { steps: 0, rejected: 0, evaluations: 0 };
      const stopped = integrateStiff(
        inLogs(robertson),
        0,
        start,
        40,
        weights(1e-9, 3),
        maxSteps,
        one,
        () => false,
      );
      expect([stopped, one.steps]).toEqual(["stopped", 1]);
    }
  });

  it("gives up a hop that does not arrive", () => {
    const wall: Derivative = (_s, y, dy) => dy.set([y[0] > 2 ? Number.NaN : 1]);
    const phase: Phase<string> = { derivative: wall, stiff: true, events: [] };
    expect(() => advance(phase, 0, Float64Array.of(1), 3, weights(1e-8, 1))).toThrow(OutOfBudget);
  });

  it("hops forwards", () => {
    const phase: Phase<string> = { derivative: protheroRobinson, stiff: true, events: [] };
    const there = advance(phase, 1, Float64Array.of(Math.cos(1), 1), 1.01, weights(1e-10, 2));
    expect(Math.abs(there[0] - Math.cos(1.01))).toBeLessThan(1e-9);
  });

  it("takes rates beyond the range of doubles", () => {
    // y0' = 1; y1 decays to y0 at the rate e^1000.
    const logDerivative: LogDerivative = (_s, y, out) => {
      out.set([1, 0, Math.sign(y[0] - y[1]), 1000 + Math.log(Math.abs(y[0] - y[1]))]);
    };
    const phase: Phase<string> = {
      derivative: (_s, _y, dy) => dy.fill(Number.NaN),
      stiff: true,
      logDerivative,
      events: [],
    };
    const cost = { steps: 0, rejected: 0, evaluations: 0 };
    const there = advance(phase, 0, Float64Array.of(0, 0), 1, weights(1e-9, 2), cost);
    expect(there[0]).toBeCloseTo(1, 12);
    expect(there[1]).toBeCloseTo(1, 12);
    expect(cost.evaluations).toBeLessThan(1000);
  });
});
