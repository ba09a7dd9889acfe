import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/ode/event.js";

describe("findRoot", () => {
  it("finds the root of a line, a cubic and a transcendental function to rounding", () => {
    expect(findRoot((x) => 3 * x - 1, 0, 1)).toBeCloseTo(1 / 3, 15);
    expect(findRoot((x) => x ** 3 - 2, 0, 2)).toBeCloseTo(Math.cbrt(2), 14);
    expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 14);
  });

  it("returns an end that is a root, and works with the ends swapped", () => {
    expect(findRoot((x) => x, 0, 1)).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
    expect(findRoot((x) => Math.exp(x) - 2, 3, -3)).toBeCloseTo(Math.LN2, 14);
  });

  it("survives flat and steep functions in few evaluations", () => {
    for (const f of [(x: number) => (x - 0.3) ** 9, (x: number) => Math.tanh(1e6 * (x - 0.3))]) {
      let calls = 0;
      const root = findRoot((x) => f(x) + 0 * calls++, -1, 2);
      expect(Math.abs(f(root))).toBeLessThan(1e-9);
      expect(calls).toBeLessThan(120);
    }
  });

  it("ends within rounding of a sign change (property)", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.integer({ min: 0, max: 2 }),
        (root, kind) => {
          const f = [
            (x: number) => x - root,
            (x: number) => (x - root) ** 3,
            (x: number) => Math.exp(x) - Math.exp(root),
          ][kind];
          expect(Math.abs(findRoot(f, -6, 6.5) - root)).toBeLessThan(1e-13);
        },
      ),
      { seed: 1 },
    );
  });
});
