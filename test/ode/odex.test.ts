import { describe, expect, it } from "vitest";
import { integrate, OutOfBudget, type Step } from "../../src/ode/odex.js";
import type { Derivative } from "../../src/ode/problem.js";

const weights = (value: number, n: number) => ({
  relative: Array<number>(n).fill(value),
  absolute: Array<number>(n).fill(value),
});

const oscillator: Derivative = (_s, y, dy) => dy.set([y[1], -y[0]]);

const modes = [true, false];

interface Setup {
  end?: number;
  relative?: number;
  maxSteps?: number;
  cost?: { steps: number; rejected: number; evaluations: number };
  onStep?: (step: Step) => boolean;
}

function run(derivative: Derivative, y0: number[], dense: boolean, setup: Setup = {}) {
  const { end = 10, relative = 1e-10, maxSteps = 1000, onStep = () => true } = setup;
  const cost = setup.cost ?? { steps: 0, rejected: 0, evaluations: 0 };
  const steps: Step[] = [];
  const look = (step: Step) => {
    steps.push(step);
    return onStep(step);
  };
  const start = Float64Array.from(y0);
  const tolerance = weights(relative, y0.length);
  const outcome = integrate(derivative, 0, start, end, tolerance, maxSteps, cost, look, dense);
  return { outcome, steps, cost };
}

describe("integrate", () => {
  it("shows steps that follow one another from the start to the end, on the solution", () => {
    for (const dense of modes) {
      const { outcome, steps, cost } = run(oscillator, [1, 0], dense);
      expect(outcome).toBe("done");
      expect(steps[0].s0).toBe(0);
      expect([...steps[0].y0]).toEqual([1, 0]);
      for (const [k, { s0, y0, s1, y1 }] of steps.entries()) {
        expect(s1).toBeGreaterThan(s0);
        if (k > 0) expect([s0, y0]).toEqual([steps[k - 1].s1, steps[k - 1].y1]);
        expect(Math.hypot(y1[0] - Math.cos(s1), y1[1] + Math.sin(s1))).toBeLessThan(1e-8);
      }
      expect(steps[steps.length - 1].s1).toBe(10);
      expect(cost.steps).toBe(steps.length);
    }
  });

  it("gives dense output where it is asked for, valid inside the callback, and not otherwise", () => {
    const { steps } = run(oscillator, [1, 0], true, {
      onStep: ({ s0, s1, dense }) => {
        for (const share of [0.1, 0.5, 0.9]) {
          const s = s0 + share * (s1 - s0);
          expect(dense?.(0, s)).toBeCloseTo(Math.cos(s), 6);
          expect(dense?.(1, s)).toBeCloseTo(-Math.sin(s), 6);
        }
        return true;
      },
    });
    expect(steps.length).toBeGreaterThan(2);
    for (const step of run(oscillator, [1, 0], false).steps) expect("dense" in step).toBe(false);
  });

  it("meets the tolerance it is given, whatever was asked for before", () => {
    for (const dense of modes) {
      const errors = [1e-4, 1e-13, 1e-8, 1e-4].map((relative) => {
        const { steps } = run(oscillator, [1, 0], dense, { relative });
        return Math.abs(steps[steps.length - 1].y1[0] - Math.cos(10));
      });
      for (const [k, most] of [1e-2, 1e-11, 1e-6, 1e-2].entries()) expect(errors[k]).toBeLessThan(most);
      expect(errors[3]).toBe(errors[0]);
      // Several systems in turn, each with settings of its own size.
      const decay = run((_s, y, dy) => dy.set([-y[0]]), [1], dense);
      expect(decay.steps[decay.steps.length - 1].y1[0]).toBeCloseTo(Math.exp(-10), 9);
    }
  });

  it("stops where it is told to", () => {
    for (const dense of modes) {
      const { outcome, steps, cost } = run(oscillator, [1, 0], dense, { onStep: ({ s1 }) => s1 < 3 });
      expect(outcome).toBe("stopped");
      expect(steps.filter(({ s1 }) => s1 >= 3)).toHaveLength(1);
      expect(cost.steps).toBe(steps.length);
    }
  });

  it("ends with its budget of steps, and adds what it spent to what was spent before", () => {
    for (const dense of modes) {
      const cost = { steps: 100, rejected: 20, evaluations: 1e6 };
      let calls = 0;
      const counted: Derivative = (s, y, dy) => {
        calls++;
        oscillator(s, y, dy);
      };
      const { outcome, steps } = run(counted, [1, 0], dense, { end: 1e6, maxSteps: 4, cost });
      expect(outcome).toBe("step-limit");
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.length).toBeLessThanOrEqual(4);
      expect(cost.steps).toBe(100 + steps.length);
      expect(cost.rejected).toBeGreaterThanOrEqual(20);
      expect(cost.evaluations).toBe(1e6 + calls);
    }
  });

  it("takes a budget that an onlooker has spent for its own", () => {
    const spent = () => {
      throw new OutOfBudget();
    };
    for (const dense of modes) {
      const { outcome, cost } = run(oscillator, [1, 0], dense, { onStep: spent });
      expect(outcome).toBe("step-limit");
      expect(cost.steps).toBe(1);
    }
  });

  it("counts the steps it rejects", () => {
    // x' = |s − 1|: a corner that long steps run into.
    const corner: Derivative = (s, _y, dy) => dy.set([Math.abs(s - 1)]);
    for (const dense of modes) {
      const { outcome, cost } = run(corner, [0], dense, { end: 2 });
      expect(outcome).toBe("done");
      expect(cost.rejected).toBeGreaterThan(0);
    }
  });

  it("does not try for ever on a right-hand side that is not smooth", () => {
    for (const dense of modes) {
      let sign = 1;
      const noise: Derivative = (_s, _y, dy) => {
        sign = -sign;
        dy.set([1e6 * sign]);
      };
      const { outcome, cost } = run(noise, [0], dense, { maxSteps: 3 });
      expect(outcome).toBe("step-limit");
      expect(cost.evaluations).toBeLessThanOrEqual(601);
    }
  });

  it("keeps the steps before a value that is not finite, and says so", () => {
    for (const dense of modes) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const { outcome, steps, cost } = run((s, _y, dy) => dy.set([0, s > 2 ? bad : 1]), [0, 0], dense);
        expect(outcome).toBe("non-finite");
        for (const { s1, y1 } of steps) expect(y1[1]).toBeCloseTo(s1, 12);
        expect(steps.every(({ s1 }) => s1 <= 2)).toBe(true);
        expect(cost.steps).toBe(steps.length);
      }
    }
  });

  it("lets errors of the right-hand side and of the onlooker through", () => {
    const fails = () => {
      throw new TypeError("broken");
    };
    for (const dense of modes) {
      expect(() => run(fails, [0], dense)).toThrow("broken");
      expect(() => run(oscillator, [1, 0], dense, { onStep: fails })).toThrow("broken");
      // The next one is not harmed.
      expect(run(oscillator, [1, 0], dense).outcome).toBe("done");
    }
  });
});
