import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { geometries } from "../../../src/model/geometries/registry.js";
import { SEED } from "../losses/arbitrary.js";
import { between, geometryAtPoint, make, slope, times } from "./arbitrary.js";

describe("softmax", () => {
  it("is the metric of the logits: K = J Jᵀ, J the gradient of the log-probabilities", () => {
    fc.assert(
      fc.property(geometryAtPoint("softmax"), ({ given: { geometry, parameters, p }, r }) => {
        const { others } = parameters as { others: number };
        const [w, l] = [p.preferred * Math.exp(r[0]), p.dispreferred * Math.exp(r[1])];
        const pi = [w, l, ...Array.from({ length: others }, () => (1 - w - l) / others)];
        const row = (i: number) => pi.map((v, j) => Number(i === j) - v);
        const dot = (a: number[], b: number[]) => a.reduce((sum, v, j) => sum + v * b[j], 0);
        const [k1, k2] = [times(geometry, r, [1, 0]), times(geometry, r, [0, 1])];
        expect(k1[0]).toBeCloseTo(dot(row(0), row(0)), 13);
        expect(k1[1]).toBeCloseTo(dot(row(0), row(1)), 13);
        expect(k2[1]).toBeCloseTo(dot(row(1), row(1)), 13);
      }),
      SEED,
    );
  });

  it("lets nothing through the face π_w + π_l = 1", () => {
    fc.assert(
      fc.property(between(0.01, 0.99), slope, slope, (w, g1, g2) => {
        const gap = 1e-9;
        const l = 1 - w - gap;
        const geometry = make("softmax");
        const r = [Math.log(w), Math.log(l)] as const;
        const v = times(geometry, r, [g1, g2]);
        // Σ π_i' is of the order of what is left to the others.
        expect(Math.abs(w * v[0] + l * v[1])).toBeLessThanOrEqual(20 * gap);
      }),
      SEED,
    );
  });

  it("needs π_w + π_l < 1", () => {
    const geometry = make("softmax", {}, { preferred: 0.5, dispreferred: 0.25 });
    expect(geometries.softmax.needs).toBe("π_w + π_l < 1");
    expect(geometry.contains?.(0, 0)).toBe(true);
    expect(geometry.contains?.(0, Math.LN2)).toBe(false);
    expect(geometry.contains?.(1, 0)).toBe(false);
  });

  it("moves the more probable response further in DPO", () => {
    fc.assert(
      fc.property(between(0.01, 0.49), between(0.01, 0.49), (w, l) => {
        const v = times(make("softmax"), [Math.log(w), Math.log(l)], [-1, 1]);
        // |π_w'| − |π_l'| = (π_w − π_l)(1 − π_w − π_l) for a unit gradient in the margin.
        expect(Math.abs(w * v[0]) - Math.abs(l * v[1])).toBeCloseTo((w - l) * (1 - w - l), 14);
      }),
      SEED,
    );
  });

  it("keeps its digits next to a corner, where 1 − π_w is far below rounding", () => {
    const out = new Float64Array(2);
    // π_w = 1 − δ, π_l = 0: K11 = δ² + δ²/n, K12 = δ²/n − δ(1−δ).
    const delta = 1e-20;
    const geometry = make("softmax", { others: 2 });
    const scale = geometry.velocity(-delta, -800, Float64Array.of(1, 0, 0, -Infinity), out);
    expect((out[0] * Math.exp(scale)) / (1.5 * delta * delta)).toBeCloseTo(1, 12);
    expect((out[1] * Math.exp(scale)) / -delta).toBeCloseTo(1, 12);
  });
});
