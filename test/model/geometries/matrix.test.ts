import { expect, it } from "vitest";
import { fullMatrix } from "../../../src/model/geometries/matrix.js";

it("nothing moves along a wall where rounding leaves a matrix no determinant", () => {
  const singular = fullMatrix((_r1, _r2, k) => k.set([1, 1 + Number.EPSILON, 1]));
  expect(singular.logMobility(0, 0, 0, 0)).toBe(-Infinity);
  // det K / nᵀKn = 1.75 / 4 at n = (1, 1).
  const regular = fullMatrix((_r1, _r2, k) => k.set([2, 0.5, 1]));
  expect(regular.logMobility(0, 0, 0, 0)).toBeCloseTo(Math.log(1.75 / 4), 14);
});
