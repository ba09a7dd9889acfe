import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitKernel, leastCorrelation } from "../../src/log/fit/kernelFit.js";

const slopeOf = ([k11, k12, k22]: readonly number[]) => (k11 - k12) / (k12 - k22);
const correlation = ([k11, k12, k22]: readonly number[]) => k12 / Math.sqrt(k11 * k22);

describe("least correlated kernel", () => {
  it("needs a correlation of 0.938 for Zephyr's slope of 0.486", () => {
    expect(leastCorrelation(0.486).toFixed(3)).toBe("0.938");
    expect(fitKernel(0.486, -1).matrix).toEqual([1, 2 / 1.486, 1 / 0.486]);
  });

  it("has the slope, its own least correlation, and less of it than any other member of the family", () => {
    const slopes = fc.double({ min: -20, max: 20, noNaN: true }).filter((s) => {
      return Math.abs(s) > 1e-3 && Math.abs(s - 1) > 1e-3;
    });
    fc.assert(
      fc.property(slopes, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (slope, share) => {
        const { matrix, rhoMin, marginSpeed } = fitKernel(slope, slope < 1 ? -1 : 1);
        if (!matrix || rhoMin === null) throw new Error("no kernel");
        const [k11, k12, k22] = matrix;
        expect(slopeOf(matrix) / slope).toBeCloseTo(1, 9);
        expect(correlation(matrix)).toBeCloseTo(rhoMin, 12);
        expect(k11 - 2 * k12 + k22).toBeCloseTo(marginSpeed, 9);
        expect(marginSpeed).toBeGreaterThan(0);
        // Every other member: k12 between 1/s and 1.
        const other = 1 / slope + share * (1 - 1 / slope);
        const member = [1, other, other + (other - 1) / slope];
        expect(slopeOf(member) / slope).toBeCloseTo(1, 6);
        expect(Math.abs(correlation(member))).toBeGreaterThan(rhoMin - 1e-9);
        expect(Math.abs(correlation(member))).toBeLessThan(1 + 1e-9);
      }),
      { seed: 6 },
    );
  });

  it.each([
    [0.5, -1, "both-fall"],
    [2, 1, "both-rise"],
    [-0.5, -1, "preferred-rises"],
    [0, -1, "dispreferred-only"],
  ] as const)("moves a log of slope %d in direction %d: %s", (slope, direction, motion) => {
    const fit = fitKernel(slope, direction);
    expect(fit.motion).toBe(motion);
    const [k11, k12, k22] = fit.matrix ?? [0, 0, 0];
    expect(Math.sign(k12 - k22)).toBe(direction);
    expect(k11 * k22 - k12 ** 2).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [0.5, 1, "margin-shrinks"],
    [2, -1, "margin-shrinks"],
    [-0.5, 1, "margin-shrinks"],
    [1, -1, "margin-still"],
  ] as const)("has no kernel for a log of slope %d in direction %d: %s", (slope, direction, motion) => {
    expect(fitKernel(slope, direction)).toEqual({ motion, matrix: null, rhoMin: null, marginSpeed: 0 });
  });
});
