import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addSigned,
  logOneMinusExp,
  logProduct,
  logSum,
  remainder,
  sigmoid,
  softplus,
} from "../../src/model/logarithm.js";

const moderate = fc.double({ min: -30, max: 30, noNaN: true });

describe("softplus and sigmoid", () => {
  it("are what they are called where doubles can say it", () => {
    fc.assert(
      fc.property(moderate, (z) => {
        expect(softplus(z) / Math.log1p(Math.exp(z))).toBeCloseTo(1, 13);
        expect(sigmoid(z) + sigmoid(-z)).toBeCloseTo(1, 15);
        expect(softplus(z) - softplus(-z)).toBeCloseTo(z, 12);
        expect(Math.log(sigmoid(z))).toBeCloseTo(-softplus(-z), 12);
      }),
      { seed: 1 },
    );
  });

  it("neither overflow nor vanish early", () => {
    expect(softplus(1e4)).toBe(1e4);
    expect(softplus(-700)).toBe(Math.exp(-700));
    expect([softplus(-Infinity), softplus(Infinity)]).toEqual([0, Infinity]);
    expect([sigmoid(-Infinity), sigmoid(0), sigmoid(Infinity)]).toEqual([0, 0.5, 1]);
  });
});

describe("logSum", () => {
  it("adds: shifted by any amount, in either order", () => {
    fc.assert(
      fc.property(moderate, moderate, fc.double({ min: -1e4, max: 1e4, noNaN: true }), (a, b, shift) => {
        expect(Math.exp(logSum(a, b)) / (Math.exp(a) + Math.exp(b))).toBeCloseTo(1, 13);
        expect(logSum(b, a)).toBe(logSum(a, b));
        expect(logSum(a + shift, b + shift) - shift).toBeCloseTo(logSum(a, b), 10);
      }),
      { seed: 2 },
    );
  });

  it("takes nothing and the infinite", () => {
    expect(logSum(-Infinity, 2)).toBe(2);
    expect(logSum(-Infinity, -Infinity)).toBe(-Infinity);
    expect(logSum(Infinity, 1)).toBe(Infinity);
    expect(logSum(Infinity, Infinity)).toBe(Infinity);
  });
});

describe("logOneMinusExp", () => {
  it("is accurate near zero and far from it, and continuous where its two formulas meet", () => {
    // 1 − eᶻ = −z − z²/2 − … near 0, and log(1 − e) = −e − … for a tiny e.
    expect(logOneMinusExp(-1e-12)).toBeCloseTo(Math.log(1e-12 - 5e-25), 13);
    expect(logOneMinusExp(-50) / -Math.exp(-50)).toBeCloseTo(1, 13);
    expect(logOneMinusExp(-100) / -Math.exp(-100)).toBeCloseTo(1, 13);
    expect(logOneMinusExp(-Math.LN2)).toBeCloseTo(-Math.LN2, 15);
    expect(logOneMinusExp(-Math.LN2 - 1e-15)).toBeCloseTo(-Math.LN2, 14);
    expect(logOneMinusExp(0)).toBe(-Infinity);
    // The size of a negative number too.
    expect(logOneMinusExp(Math.log(3))).toBeCloseTo(Math.LN2, 14);
  });
});

describe("remainder", () => {
  it("is what two probabilities leave, however little", () => {
    expect(remainder(Math.log(0.25), Math.log(0.5))).toBeCloseTo(0.25, 15);
    expect(remainder(Math.log(0.75), Math.log(0.5))).toBeCloseTo(-0.25, 15);
    expect(remainder(-1e-14, -Infinity) / 1e-14).toBeCloseTo(1, 12);
    expect(remainder(-Infinity, -1e-14) / 1e-14).toBeCloseTo(1, 12);
    expect(remainder(-Infinity, -Infinity)).toBe(1);
  });
});

describe("logProduct", () => {
  it("adds logarithms, and lets zero win over infinity", () => {
    expect(logProduct(2, 3)).toBe(5);
    expect(logProduct(-Infinity, Infinity)).toBe(-Infinity);
    expect(logProduct(Infinity, -Infinity)).toBe(-Infinity);
    expect(logProduct(Infinity, 1)).toBe(Infinity);
  });
});

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
    const out = Float64Array.of(7, 1, 3, 7);
    addSigned(out, 1, -1, 3);
    expect([...out]).toEqual([7, 0, -Infinity, 7]);
  });

  it("works where the numbers leave the range of doubles, and only where it is told to", () => {
    // 3·e^2000 − e^2000 = 2·e^2000, and the other way round.
    for (const sign of [1, -1]) {
      const out = Float64Array.of(9, sign, 2000 + Math.log(3), 9);
      addSigned(out, 1, -sign, 2000);
      expect([...out]).toEqual([9, sign, expect.closeTo(2000 + Math.LN2, 11), 9]);
      addSigned(out, 1, -sign, 2000 + Math.log(5));
      expect([...out]).toEqual([9, -sign, expect.closeTo(2000 + Math.log(3), 11), 9]);
    }
    expect(sum(Number.POSITIVE_INFINITY, -1)).toBe(Number.POSITIVE_INFINITY);
    expect(sum(-1, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(sum(1, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  });

  it("takes a zero for nothing, by its sign or its logarithm", () => {
    const out = Float64Array.of(1, 4);
    addSigned(out, 0, 0, 700);
    addSigned(out, 0, -1, -Infinity);
    expect([...out]).toEqual([1, 4]);
    for (const nothing of [
      [0, 12],
      [1, -Infinity],
    ]) {
      const start = Float64Array.from(nothing);
      addSigned(start, 0, -1, 5);
      expect([...start]).toEqual([-1, 5]);
    }
  });

  it("keeps what is not a number, as arithmetic does: a flow outside the domain of its loss is not at rest", () => {
    expect(sum(Number.NaN, 1)).toBeNaN();
    expect(sum(1, Number.NaN)).toBeNaN();
    expect(sum(Number.NaN, Number.NaN)).toBeNaN();
    expect(sum(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBeNaN();
  });
});
