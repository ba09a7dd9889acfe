import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { geometries } from "../../../src/model/geometries/registry.js";
import type { Parametrisation } from "../../../src/model/parametrisation.js";
import { SEED } from "../losses/arbitrary.js";
import { between, geometryAtPoint, make, times } from "./arbitrary.js";

/** J = ∂r/∂θ at `start`, row by row: Jᵀ of the unit forces. */
const rows = ({ start, pullBack }: Parametrisation) =>
  [
    [1, 0],
    [0, 1],
  ].map((force) => {
    const out = new Float64Array(start.length);
    pullBack(start, Float64Array.from(force), out);
    return out;
  });

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, j) => sum + v * b[j], 0);

const logRatios = ({ logRatios }: Parametrisation, theta: Float64Array) => {
  const r = new Float64Array(2);
  logRatios(theta, r);
  return r;
};

describe.each(Object.keys(geometries))("the parametrisation of %s", (name) => {
  it("has the metric of the geometry: K = J Jᵀ", () => {
    fc.assert(
      fc.property(geometryAtPoint(name), ({ given: { geometry }, r }) => {
        const [j1, j2] = rows(geometry.parametrise(r[0], r[1]));
        const [k1, k2] = [times(geometry, r, [1, 0]), times(geometry, r, [0, 1])];
        const scale = name === "softmax" ? 1 : Math.max(k1[0], k2[1]);
        // An exponent is rounded in its own units.
        const rounding = 1e-12 * (1 + Math.abs(r[0]) + Math.abs(r[1]));
        expect(Math.abs(dot(j1, j1) - k1[0])).toBeLessThanOrEqual(rounding * Math.max(k1[0], 1e-300));
        expect(Math.abs(dot(j2, j2) - k2[1])).toBeLessThanOrEqual(rounding * Math.max(k2[1], 1e-300));
        expect(Math.abs(dot(j1, j2) - k1[1])).toBeLessThanOrEqual(rounding * scale);
      }),
      SEED,
    );
  });

  it("has the derivatives that central differences of its log-ratios give", () => {
    fc.assert(
      fc.property(geometryAtPoint(name), ({ given: { geometry }, r }) => {
        const parametrisation = geometry.parametrise(r[0], r[1]);
        const { start } = parametrisation;
        const j = rows(parametrisation);
        for (let k = 0; k < start.length; k++) {
          const h = 1e-5 / Math.max(1, Math.abs(j[0][k]), Math.abs(j[1][k]));
          const at = (step: number) => {
            const theta = Float64Array.from(start);
            theta[k] += step;
            return logRatios(parametrisation, theta);
          };
          const [ahead, behind] = [at(h), at(-h)];
          for (const i of [0, 1]) {
            const slope = (ahead[i] - behind[i]) / (2 * h);
            const size = 1e-5 + (1e-10 * (1 + Math.abs(r[i]))) / 1e-5;
            expect(Math.abs(slope - j[i][k])).toBeLessThanOrEqual(1e-2 * size * Math.max(1, Math.abs(slope)));
          }
        }
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  it("starts at the policy it was made for, and finds itself again: θ → r → θ", () => {
    fc.assert(
      fc.property(geometryAtPoint(name), between(-0.1, 0.1), ({ given: { geometry }, r }, by) => {
        const first = geometry.parametrise(r[0], r[1]);
        const [r1, r2] = logRatios(first, first.start);
        const reach = 1 + Math.abs(r[0]) + Math.abs(r[1]);
        expect(Math.abs(r1 - r[0])).toBeLessThanOrEqual(1e-14 * reach);
        expect(Math.abs(r2 - r[1])).toBeLessThanOrEqual(1e-14 * reach);
        const again = geometry.parametrise(r1, r2).start;
        for (const [k, theta] of first.start.entries())
          expect(Math.abs(again[k] - theta)).toBeLessThanOrEqual(1e-12 * reach * (1 + Math.abs(theta)));
        // A step in θ arrives where a parametrisation made there begins.
        const moved = first.start.map((theta, k) => theta * (1 + by * (k + 1)));
        const [s1, s2] = logRatios(first, moved);
        const [t1, t2] = logRatios(geometry.parametrise(s1, s2), geometry.parametrise(s1, s2).start);
        expect(Math.abs(t1 - s1) + Math.abs(t2 - s2)).toBeLessThanOrEqual(
          1e-13 * (reach + Math.abs(s1) + Math.abs(s2)),
        );
      }),
      SEED,
    );
  });
});

describe("what θ is", () => {
  const reference = { preferred: 0.5, dispreferred: 0.25 };
  const r = [Math.log(0.4), Math.log(0.8)] as const;

  it.each([
    ["ratio", {}, [0.4, 0.8]],
    ["probability", {}, [0.2, 0.2]],
    ["log-ratio", {}, [...r]],
    ["softmax", { others: 3 }, [0.2, 0.2, 0.2, 0.2, 0.2].map(Math.log)],
    ["kernel", { matrix: [1, 0.5, 2] }, [0, 0]],
  ])("%s", (name, parameters, expected) => {
    const { start } = make(name, parameters, reference).parametrise(...r);
    expect([...start]).toEqual(expected.map((theta) => expect.closeTo(theta, 14)));
  });

  it("of a singular kernel moves along its one direction, of a kernel of zeros not at all", () => {
    const [j1, j2] = rows(make("kernel", { matrix: [1, 2, 4] }).parametrise(...r));
    expect([...j1, ...j2]).toEqual([1, 2, 2, 4].map((v) => expect.closeTo(v / Math.sqrt(5), 14)));
    const zeros = rows(make("kernel", { matrix: [0, 0, 0] }).parametrise(...r));
    expect(zeros.flatMap((row) => [...row])).toEqual([0, 0, 0, 0]);
  });

  it("keeps the digits of a softmax next to a corner", () => {
    const { start, pullBack } = make("softmax", { others: 2 }).parametrise(-1e-20, -800);
    const out = new Float64Array(start.length);
    // 1 − π_w = 1e-20 cannot be told from π_w.
    pullBack(start, Float64Array.of(1, 0), out);
    expect(out[0]).toBeCloseTo(1e-20, 30);
    expect(out[2] / -5e-21).toBeCloseTo(1, 12);
  });
});

it("logits may be shifted and moved: log-ratios of their softmax, forces by its derivatives", () => {
  const p = { preferred: 0.5, dispreferred: 0.25 };
  const { start, logRatios: write, pullBack } = make("softmax", { others: 2 }, p).parametrise(0, 0);
  const theta = start.map((logit, k) => logit + 1.5 - 0.3 * k);
  const at = (logits: Float64Array) => {
    const weights = [...logits].map(Math.exp);
    const total = weights.reduce((a, b) => a + b, 0);
    return [Math.log(weights[0] / total / 0.5), Math.log(weights[1] / total / 0.25)];
  };
  const r = new Float64Array(2);
  write(theta, r);
  expect([...r]).toEqual(at(theta).map((v) => expect.closeTo(v, 13)));
  const [f1, f2, h] = [2, 0.5, 1e-5];
  const pulled = new Float64Array(theta.length);
  pullBack(theta, Float64Array.of(f1, f2), pulled);
  for (const k of theta.keys()) {
    const along = (step: number) => {
      const [r1, r2] = at(theta.map((logit, j) => logit + (j === k ? step : 0)));
      return f1 * r1 + f2 * r2;
    };
    expect(pulled[k]).toBeCloseTo((along(h) - along(-h)) / (2 * h), 8);
  }
});

describe("what a geometry says of itself", () => {
  const p = { preferred: 0.3, dispreferred: 0.6 };

  it.each(Object.keys(geometries))("%s", (name) => {
    fc.assert(
      fc.property(geometryAtPoint(name), ({ given: { geometry }, r }) => {
        const [k1, k2] = [times(geometry, r, [1, 0]), times(geometry, r, [0, 1])];
        const { constant, motion, direction } = geometry;
        if (constant) expect([k1[0], k1[1], k2[1]]).toEqual(constant.map((k) => expect.closeTo(k, 12)));
        if (motion?.radius) {
          // Its differences along the velocity under a force along (1, −1).
          const [v1, v2] = times(geometry, r, [1, -1]);
          const h = 1e-5 / Math.hypot(v1, v2);
          const [ahead, behind] = [h, -h].map(
            (s) => motion.radius?.(r[0] + s * v1, r[1] + s * v2) ?? Number.NaN,
          );
          expect(Math.abs(ahead / behind - 1)).toBeLessThanOrEqual(1e-12);
        }
        if (direction) {
          const v = times(geometry, r, [0.3, 0.2]);
          expect(Math.abs(v[0] * direction[1] - v[1] * direction[0])).toBeLessThanOrEqual(
            1e-7 * (1 + Math.hypot(...v)) * Math.hypot(...direction),
          );
        }
      }),
      SEED,
    );
  });

  it("has the constant matrix of a kernel", () => {
    expect(make("kernel", { matrix: [1, 0.5, 2] }, p).constant).toEqual([1, 0.5, 2]);
  });
});
