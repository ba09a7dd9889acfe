import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/ode/findRoot.js";

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

  it("gives the point next to a jump, on the side that is nearer to zero", () => {
    for (const [below, above, nearer] of [
      [-3, 1, 1],
      [-1, 3, -1],
    ]) {
      const jump = (x: number) => (x < 0.3 ? below : above);
      for (const [a, b] of [
        [0, 1],
        [1, 0],
        [-1e3, 7],
      ]) {
        const root = findRoot(jump, a, b);
        expect(jump(root)).toBe(nearer);
        expect(Math.abs(root - 0.3)).toBeLessThan(8 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b)));
      }
    }
  });

  it("evaluates smooth functions a handful of times, and the ends not at all where it is told their values", () => {
    const counts: [(x: number) => number, number, number, number][] = [
      [(x) => 3 * x - 1, 0, 1, 3],
      [(x) => Math.cos(x) - x, 0, 1, 7],
      [(x) => x ** 3 - 2, 0, 2, 8],
      [(x) => Math.exp(x) - 2, -3, 3, 9],
      [(x) => 1 - 2 / (x * x), 0.5, 9, 12],
      // Steep at one end, so that interpolation alone would creep; bisection alone would take 52.
      [(x) => Math.log(x) + 20, 1e-12, 1, 36],
      [(x) => Math.exp(40 * x) - 1e3, 0, 1, 12],
    ];
    for (const [f, a, b, most] of counts) {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ]) {
        const seen: number[] = [];
        const counted = (x: number) => {
          seen.push(x);
          return f(x);
        };
        const root = findRoot(counted, from, to, f(from), f(to));
        expect(seen.length).toBeLessThanOrEqual(most);
        // Always inside the bracket, and never at one place twice.
        expect(seen.every((x) => x > a && x < b)).toBe(true);
        expect(new Set(seen).size).toBe(seen.length);
        const width = 4 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
        expect(f(root - width) > 0).not.toBe(f(root + width) > 0);
      }
    }
  });

  it("takes values of either sign at either end, and those it is told for true", () => {
    for (const sign of [1, -1]) {
      expect(findRoot((x) => sign * (x - 2), 0, 5)).toBeCloseTo(2, 14);
      expect(findRoot((x) => sign * (x - 2), 5, 0)).toBeCloseTo(2, 14);
    }
    const never = () => {
      throw new Error("evaluated");
    };
    expect(findRoot(never, 3, 4, 0, 1)).toBe(3);
    expect(findRoot(never, 3, 4, -1, 0)).toBe(4);
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
