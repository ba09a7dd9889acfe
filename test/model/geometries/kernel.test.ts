import { describe, expect, it } from "vitest";
import { geometries } from "../../../src/model/geometries/registry.js";
import { make, times } from "./arbitrary.js";

describe("kernel", () => {
  const parse = (matrix: number[]) => geometries.kernel.parameters.safeParse({ matrix });

  it("refuses a matrix that is not positive semi-definite, with its numbers", () => {
    expect(parse([1, 2, 1]).error?.issues[0].message).toBe(
      "[1, 2, 1] is not positive semi-definite: |k12| = 2 > √(k11·k22) = 1",
    );
    expect(parse([-1, 0, 1]).error?.issues[0].message).toBe(
      "[-1, 0, 1] is not positive semi-definite: k11 = -1 < 0",
    );
    expect(parse([1, 0, -2]).error?.issues[0].message).toMatch("k22 = -2 < 0");
    for (const matrix of [
      [1, 0],
      [1, 0, 1, 0],
      [1, 0, Infinity],
    ])
      expect(parse(matrix).success).toBe(false);
  });

  it("takes singular ones, also with rounded entries", () => {
    for (const matrix of [
      [1, 1, 1],
      [1, 1.2, 1.44],
      [0.1, 0.1 * Math.SQRT2, 0.2],
      [0, 0, 0],
      [0, 0, 1],
    ]) {
      expect(parse(matrix).success).toBe(true);
    }
  });

  it("lifts, keeps or lowers the preferred response as k12 is below, at or above k11", () => {
    for (const [k12, sign] of [
      [0.8, 1],
      [1, 0],
      [1.2, -1],
    ]) {
      const [v1] = times(make("kernel", { matrix: [1, k12, 2] }), [0, 0], [1, -1]);
      expect(Math.sign(v1)).toBe(sign);
    }
  });

  it("has one direction and no motion along a wall where it is singular", () => {
    const direction = (matrix: number[]) => make("kernel", { matrix }).direction;
    expect(direction([1, -1, 1])).toEqual([1, -1]);
    expect(direction([4, 2, 1])).toEqual([2, 1]);
    expect(direction([1, 0.5, 1])).toBeUndefined();
    expect(make("kernel", { matrix: [4, 2, 1] }).logMobility(0, 0, 0, -Infinity)).toBe(-Infinity);
    expect(make("kernel", { matrix: [0, 0, 1] }).logMobility(0, 0, 0, -Infinity)).toBe(-Infinity);
  });

  it("moves margins at c = k11 − 2 k12 + k22 along (k11 − k12, k12 − k22)/c, unless c is 0", () => {
    const { motion } = make("kernel", { matrix: [2, 0.5, 1] });
    expect(motion?.logRate(3, 0)).toBeCloseTo(Math.log(2), 14);
    const out = new Float64Array(2);
    motion?.track(0.4, 0.1).at(2.3, out);
    expect([...out]).toEqual([expect.closeTo(0.4 + 0.75 * 2, 14), expect.closeTo(0.1 - 0.25 * 2, 14)]);
    expect(make("kernel", { matrix: [2, 2, 2] }).motion).toBeUndefined();
    expect(make("log-ratio").motion?.stretch(0)).toBe(0.5);
  });

  it("is log-ratio by default", () => {
    expect(geometries.kernel.parameters.parse({})).toEqual({ matrix: [1, 0, 1] });
    expect(times(make("kernel"), [3, -5], [0.5, -2])).toEqual(times(make("log-ratio"), [3, -5], [0.5, -2]));
  });
});
