import { describe, expect, it } from "vitest";
import { arcTime, exactExtinction, incompleteBeta } from "../../src/exact/extinction.js";
import rows from "../reference/dpo-extinction.json" with { type: "json" };
import { relativeError, settings } from "../settings.js";

describe("incompleteBeta", () => {
  it("matches its elementary cases", () => {
    for (const x of [1e-12, 0.1, 0.5, 0.75, 1]) {
      expect(relativeError(incompleteBeta(x, 0), x)).toBeLessThan(1e-15);
      // h = ½: ∫ √((1 − u)/u) du = √(x(1 − x)) + asin √x.
      const half = Math.sqrt(x * (1 - x)) + Math.asin(Math.sqrt(x));
      expect(relativeError(incompleteBeta(x, 0.5), half)).toBeLessThan(4e-15);
    }
  });

  it("agrees with itself across x = ½ and with the complete function", () => {
    for (const h of [-0.9, -0.3, 0.01, 0.4, 0.95, 0.9995]) {
      const [below, above] = [incompleteBeta(0.5, h), incompleteBeta(0.5 + 1e-13, h)];
      expect(relativeError(above, below)).toBeLessThan(1e-12);
      expect(relativeError(incompleteBeta(1, h), (Math.PI * h) / Math.sin(Math.PI * h))).toBeLessThan(1e-14);
    }
  });
});

describe("arcTime", () => {
  it("gives the known times", () => {
    expect(relativeError(arcTime([0.2, 0.1], 0.1), 0.1067447480599287)).toBeLessThan(1e-14);
    expect(relativeError(arcTime([0.5, 0.5], 0.5), 0.6218738735998403)).toBeLessThan(1e-14);
    expect(arcTime([1, 1], 0.1)).toBeCloseTo(10.36832, 5);
  });

  it("is (R²/2β)(1 + (πβ/2)/sin(πβ/2)) from x1 = 0 and scales with the square of the start", () => {
    for (const beta of [0.01, 0.1, 1, 1.9]) {
      const h = (Math.PI * beta) / 2;
      expect(
        relativeError(arcTime([0, 0.7], beta), (0.49 / (2 * beta)) * (1 + h / Math.sin(h))),
      ).toBeLessThan(1e-14);
      expect(relativeError(arcTime([3, 1.5], beta), 9 * arcTime([1, 0.5], beta))).toBeLessThan(1e-14);
    }
  });

  it("refuses β at which extinction takes for ever", () => {
    expect(() => arcTime([1, 1], 2)).toThrow(RangeError);
    expect(() => arcTime([1, 1], 0)).toThrow("beta = 0");
  });
});

describe("exactExtinction", () => {
  it.each(rows)("$domain β=$beta from $x0", ({ domain, beta, x0, extinctionTime, finalPreferred }) => {
    const all = settings({ domain: domain as "box", loss: { name: "dpo", beta } });
    const exact = exactExtinction(all, x0 as [number, number]);
    expect(relativeError(exact?.time as number, extinctionTime)).toBeLessThan(2e-13);
    expect(relativeError(exact?.preferred as number, finalPreferred)).toBeLessThan(1e-14);
  });

  it("knows nothing where nothing is known", () => {
    expect(exactExtinction(settings({ loss: { name: "dpo", beta: 2 } }), [1, 1])).toBeUndefined();
    expect(exactExtinction(settings({ loss: { name: "ipo", tau: 0.1 } }), [1, 1])).toBeUndefined();
    expect(exactExtinction(settings({ geometry: { name: "log-ratio" } }), [1, 1])).toBeUndefined();
    const reference = { preferred: 0.4, dispreferred: 0.3 };
    expect(exactExtinction(settings({ domain: "simplex", reference }), [1, 1])).toBeUndefined();
  });

  it("moves the wall with the reference", () => {
    const half = settings({ reference: { preferred: 0.5, dispreferred: 0.5 } });
    // √2 < 2: from the DPO start the wall is out of reach.
    expect(exactExtinction(half, [1, 1])?.preferred).toBeCloseTo(Math.SQRT2, 14);
    const high = settings({ reference: { preferred: 0.9, dispreferred: 0.9 } });
    expect(exactExtinction(high, [1, 1])?.preferred).toBeCloseTo(1 / 0.9, 14);
  });
});
