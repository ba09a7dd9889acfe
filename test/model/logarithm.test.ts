import { describe, expect, it } from "vitest";
import { addSigned } from "../../src/model/logarithm.js";

/** a + b by sign and logarithm. */
function sum(a: number, b: number): number {
  const out = Float64Array.of(Math.sign(a), Math.log(Math.abs(a)));
  addSigned(out, 0, Math.sign(b), Math.log(Math.abs(b)));
  return out[0] * Math.exp(out[1]);
}

describe("addSigned", () => {
  it.each([
    [2, 3],
    [2, -3],
    [-2, 3],
    [3, -2],
    [-2, -3],
    [0, -3],
    [2, 0],
    [1e-200, -3],
  ])("%d + %d", (a, b) => {
    expect(sum(a, b)).toBeCloseTo(a + b, 12);
  });

  it("cancels to zero", () => {
    expect(sum(3, -3)).toBe(0);
  });

  it("keeps what is not a number, as arithmetic does: a flow outside the domain of its loss is not at rest", () => {
    expect(sum(Number.NaN, 1)).toBeNaN();
    expect(sum(1, Number.NaN)).toBeNaN();
    expect(sum(Number.NaN, Number.NaN)).toBeNaN();
    expect(sum(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBeNaN();
  });
});
