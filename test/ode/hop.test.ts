import { describe, expect, it } from "vitest";
import { hop } from "../../src/ode/hop.js";
import { OutOfBudget } from "../../src/ode/odex.js";
import type { Derivative } from "../../src/ode/problem.js";

const weights = (value: number, n: number) => ({
  relative: Array<number>(n).fill(0),
  absolute: Array<number>(n).fill(value),
});

const oscillator: Derivative = (_s, y, dy) => dy.set([y[1], -y[0]]);

const fresh = () => ({ steps: 0, rejected: 0, evaluations: 0 });

describe("hop", () => {
  it("lands on the solution, forwards and backwards, near and far", () => {
    for (const length of [1e-9, 0.01, 0.5, 3, -0.5, -3, 20]) {
      const y = hop(oscillator, 0, Float64Array.of(1, 0), length, weights(1e-13, 2), fresh());
      expect(Math.abs(y[0] - Math.cos(length))).toBeLessThan(2e-12);
      expect(Math.abs(y[1] + Math.sin(length))).toBeLessThan(2e-12);
    }
  });

  it("errs less, and spends more, the tighter the tolerance", () => {
    const results = [1e-4, 1e-7, 1e-10].map((tolerance) => {
      const cost = fresh();
      const y = hop(oscillator, 0, Float64Array.of(1, 0), 1, weights(tolerance, 2), cost);
      return { tolerance, error: Math.abs(y[0] - Math.cos(1)), evaluations: cost.evaluations };
    });
    for (const { error, tolerance } of results) expect(error).toBeLessThan(tolerance);
    expect(results[2].evaluations).toBeGreaterThan(results[0].evaluations);
    expect(results[2].evaluations).toBeLessThan(60);
  });

  it("passes s to the derivative", () => {
    const y = hop((s, _y, dy) => dy.set([3 * s * s]), 1, Float64Array.of(1), 2, weights(1e-13, 1), fresh());
    expect(y[0]).toBeCloseTo(8, 12);
  });

  it("leaves its input alone and gives up on a solution that ends", () => {
    const y0 = Float64Array.of(1);
    // y' = y²: infinite at s = 1.
    const explode: Derivative = (_s, y, dy) => dy.set([y[0] * y[0]]);
    expect(hop(explode, 0, y0, 0.9, weights(1e-10, 1), fresh())[0]).toBeCloseTo(10, 7);
    expect(() => hop(explode, 0, y0, 1.1, weights(1e-10, 1), fresh())).toThrow();
    expect(y0[0]).toBe(1);
  });

  it("stops after a bounded number of substeps, and where the evaluations of the run are spent", () => {
    // Explicit substeps are held back to about 1e-6: a million of them would be needed.
    const stiff: Derivative = (_s, y, dy) => dy.set([-1e6 * (y[0] - 1)]);
    const cost = fresh();
    expect(() => hop(stiff, 0, Float64Array.of(2), 1, weights(1e-10, 1), cost)).toThrow(OutOfBudget);
    expect(cost.evaluations).toBeLessThan(100_000);
    const spent = { ...fresh(), evaluations: 500, limit: 600 };
    expect(() => hop(stiff, 0, Float64Array.of(2), 1, weights(1e-10, 1), spent)).toThrow(OutOfBudget);
    expect(spent.evaluations).toBeLessThan(800);
    expect(() =>
      hop(oscillator, 0, Float64Array.of(1, 0), 0.1, weights(1e-10, 2), { ...fresh(), limit: 600 }),
    ).not.toThrow();
  });
});
