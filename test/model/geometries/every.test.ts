import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { geometries } from "../../../src/model/geometries/registry.js";
import type { Reference } from "../../../src/model/reference.js";
import { SEED } from "../losses/arbitrary.js";
import { between, geometryAtPoint, make, slope, times } from "./arbitrary.js";

/** K as each geometry's formula has it, written down plainly: [k11, k12, k22]. */
const plain: Record<string, (r: readonly number[], p: Reference, parameters: object) => number[]> = {
  ratio: ([r1, r2]) => [Math.exp(r1) ** -2, 0, Math.exp(r2) ** -2],
  probability: ([r1, r2], p) => [
    (p.preferred * Math.exp(r1)) ** -2,
    0,
    (p.dispreferred * Math.exp(r2)) ** -2,
  ],
  "log-ratio": () => [1, 0, 1],
  kernel: (_r, _p, parameters) => (parameters as { matrix: number[] }).matrix,
  softmax: ([r1, r2], p, parameters) => {
    const [w, l] = [p.preferred * Math.exp(r1), p.dispreferred * Math.exp(r2)];
    const norm = w * w + l * l + (1 - w - l) ** 2 / (parameters as { others: number }).others;
    return [1 - 2 * w + norm, norm - w - l, 1 - 2 * l + norm];
  },
};

describe.each(Object.keys(geometries))("%s", (name) => {
  it("moves r by K f, K as its formula says, symmetric and positive semi-definite", () => {
    fc.assert(
      fc.property(geometryAtPoint(name), slope, slope, ({ given, r }, f1, f2) => {
        const { geometry, parameters, p } = given;
        expect(plain, "K of every geometry is written out above").toHaveProperty(name);
        const [k11, k12, k22] = plain[name](r, p, parameters);
        if (geometry.constant) expect(geometry.constant).toEqual([k11, k12, k22]);
        const v = times(geometry, r, [f1, f2]);
        const expected = [k11 * f1 + k12 * f2, k12 * f1 + k22 * f2];
        // An exponent is rounded in its own units, and a sum in those of its terms.
        const rounding = 64 * Number.EPSILON * (1 + Math.abs(r[0]) + Math.abs(r[1]));
        const size = [
          Math.abs(k11 * f1) + Math.abs(k12 * f2) + (name === "softmax" ? 6 : 0),
          Math.abs(k12 * f1) + Math.abs(k22 * f2) + (name === "softmax" ? 6 : 0),
        ];
        for (const i of [0, 1]) {
          expect(Math.abs(v[i] - expected[i])).toBeLessThanOrEqual(rounding * size[i]);
        }

        const [first, second] = [times(geometry, r, [1, 0]), times(geometry, r, [0, 1])];
        expect(Math.abs(first[1] - second[0])).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(first[1]));
        expect(Math.min(first[0], second[1])).toBeGreaterThanOrEqual(0);
        const root = Math.sqrt(first[0]) * Math.sqrt(second[1]);
        expect(Math.abs(first[1])).toBeLessThanOrEqual(
          root * (1 + 1e-12) + 1e-15 * Number(name === "softmax"),
        );
      }),
      SEED,
    );
  });

  it("moves along a wall by v − K n (nᵀv)/(nᵀKn): t (tᵀf) times its mobility", () => {
    const normal = fc.oneof(
      fc.constantFrom([1, 0], [0, 1]),
      fc.tuple(between(0.01, 1), between(0.01, 1)).map((n) => [...n]),
    );
    fc.assert(
      fc.property(geometryAtPoint(name), normal, slope, slope, ({ given, r }, n, f1, f2) => {
        const { geometry } = given;
        fc.pre(geometry.direction === undefined);
        const kn = times(geometry, r, n);
        const across = n[0] * kn[0] + n[1] * kn[1];
        const terms = Math.abs(n[0] * kn[0]) + Math.abs(n[1] * kn[1]);
        fc.pre(across > 1e-6 * terms);
        const v = times(geometry, r, [f1, f2]);
        const push = n[0] * v[0] + n[1] * v[1];
        const mobility = Math.exp(geometry.logMobility(r[0], r[1], Math.log(n[0]), Math.log(n[1])));
        const along = mobility * (n[1] * f1 - n[0] * f2);
        const moved = [n[1] * along, -n[0] * along];
        for (const i of [0, 1]) {
          const expected = v[i] - (kn[i] * push) / across;
          const size = Math.abs(v[i]) + Math.abs((kn[i] * push) / across);
          expect(Math.abs(moved[i] - expected)).toBeLessThanOrEqual(1e-7 * size + 1e-300);
        }
      }),
      SEED,
    );
  });

  it("gives the same velocity in logs", () => {
    fc.assert(
      fc.property(geometryAtPoint(name), slope, slope, ({ given, r }, f1, f2) => {
        const log = new Float64Array(4);
        const force = [f1, f2].flatMap((g) => [Math.sign(g), Math.log(Math.abs(g))]);
        given.geometry.logVelocity(r[0], r[1], Float64Array.from(force), log);
        const plainly = times(given.geometry, r, [f1, f2]);
        for (const i of [0, 1]) {
          const value = log[2 * i] * Math.exp(log[2 * i + 1]);
          expect(Math.abs(value - plainly[i])).toBeLessThanOrEqual(1e-12 * Math.abs(plainly[i]));
        }
      }),
      SEED,
    );
  });

  it("leaves an extinct response where it is", () => {
    const geometry = make(name, {}, { preferred: 0.4, dispreferred: 0.3 });
    const out = new Float64Array(2);
    const log = Float64Array.of(-1, 0.5, 1, 0.5);
    expect(geometry.velocity(0.1, -Infinity, log, out)).not.toBeNaN();
    expect([...out].map(Math.abs)).toEqual([1, 0]);
    expect(geometry.velocity(-Infinity, 0.1, log, out)).not.toBeNaN();
    expect([...out].map(Math.abs)).toEqual([0, 1]);
  });

  it("stays in range where force and metric do not", () => {
    const geometry = make(name, {}, { preferred: 0.4, dispreferred: 0.3 });
    const out = new Float64Array(2);
    for (const size of [-20_000, 20_000]) {
      const scale = geometry.velocity(-0.2, -900, Float64Array.of(-1, size, 1, size), out);
      expect(Number.isFinite(scale)).toBe(true);
      expect(Math.max(...[...out].map(Math.abs))).toBe(1);
    }
    expect(geometry.velocity(-0.2, -0.3, Float64Array.of(0, -Infinity, 0, -Infinity), out)).toBe(-Infinity);
    expect([...out]).toEqual([0, 0]);
  });
});

it("geometries explain themselves and check their parameters", () => {
  for (const { formula, meaning } of Object.values(geometries)) {
    expect([formula, meaning]).not.toContain("");
  }
  const refuses = (name: string, parameters: object) =>
    expect(geometries[name].parameters.safeParse(parameters).success).toBe(false);
  refuses("softmax", { others: 0 });
  refuses("softmax", { others: 1.5 });
  refuses("ratio", { others: 1 });
});
