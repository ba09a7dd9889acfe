import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loss } from "../../../src/model/loss.js";
import { losses } from "../../../src/model/losses/registry.js";
import { SEED } from "./arbitrary.js";
import { gradientOf } from "./gradientOf.js";

const EQUAL = { preferred: 0.3, dispreferred: 0.3 };
const make = (name: string, parameters: Record<string, unknown>, reference = EQUAL): Loss =>
  losses[name].create(losses[name].parameters.parse(parameters), reference);

const wide = fc.double({ min: -200, max: 200, noNaN: true });
const point = fc.tuple(wide, wide);
const beta = fc.double({ min: 0.02, max: 3, noNaN: true });

/** Expects two losses to agree up to rounding, in value (plus a constant) and in gradient. */
function same(a: Loss, b: Loss, [r1, r2]: [number, number], { constant = 0, relative = 0 } = {}) {
  const [g, h] = [new Float64Array(2), new Float64Array(2)];
  gradientOf(a, r1, r2, g);
  gradientOf(b, r1, r2, h);
  const reach = Math.abs(r1) + Math.abs(r2) + 1;
  const rounding = 64 * Number.EPSILON * reach + relative;
  const [left, right] = [a.value(r1, r2), b.value(r1, r2) + constant];
  const size = 1 + Math.abs(left) + (Math.abs(h[0]) + Math.abs(h[1])) * reach;
  expect(Math.abs(left - right)).toBeLessThanOrEqual((64 * Number.EPSILON + relative) * size);
  for (const i of [0, 1])
    expect(Math.abs(g[i] - h[i])).toBeLessThanOrEqual(rounding * (Math.abs(h[i]) + 1e-300));
}

describe("losses that are DPO in disguise", () => {
  const cases: [string, (beta: number) => Loss][] = [
    ["cdpo without noise", (b) => make("cdpo", { beta: b, epsilon: 0 })],
    ["robust-dpo without noise", (b) => make("robust-dpo", { beta: b, epsilon: 0 })],
    ["odpo without offset", (b) => make("odpo", { beta: b, offset: 0 })],
    ["f-dpo with reverse KL", (b) => make("f-dpo", { beta: b, divergence: "reverse-kl" })],
    ["dpop without penalty", (b) => make("dpop", { beta: b, lambda: 0 })],
    ["dpo-shift without shift", (b) => make("dpo-shift", { beta: b, shift: 1 })],
    ["bdpo without mixture", (b) => make("bdpo", { beta: b, lambda: 1 })],
    ["dpo-nll without likelihood", (b) => make("dpo-nll", { beta: b, alpha: 0 })],
    ["cpo without likelihood at equal π_ref", (b) => make("cpo", { beta: b, alpha: 0 })],
    ["simpo without margin at equal π_ref", (b) => make("simpo", { beta: b, gamma: 0, lengths: [1, 1] })],
  ];
  it.each(cases)("%s", (_name, disguised) => {
    fc.assert(
      fc.property(beta, point, (b, r) => same(disguised(b), make("dpo", { beta: b }), r)),
      SEED,
    );
    if (_name !== "dpop without penalty") expect(disguised(1).margin).toBe(true);
  });
});

describe("losses that agree in part", () => {
  it("dpop is dpo above the reference", () => {
    const above = fc.tuple(fc.double({ min: 0, max: 200, noNaN: true }), wide);
    fc.assert(
      fc.property(beta, above, (b, r) => same(make("dpop", { beta: b }), make("dpo", { beta: b }), r)),
      SEED,
    );
  });

  it("cpo is simpo with likelihood, whatever π_ref", () => {
    const reference = { preferred: 0.5, dispreferred: 0.125 };
    fc.assert(
      fc.property(beta, point, (b, r) => {
        const simpo = make("simpo", { beta: b, gamma: 0, lengths: [1, 1] }, reference);
        same(make("cpo", { beta: b, alpha: 0 }, reference), simpo, r);
      }),
      SEED,
    );
  });

  it("odpo's offset is simpo's margin", () => {
    fc.assert(
      fc.property(beta, point, (b, r) => {
        same(make("odpo", { beta: b, offset: 1.5 }), make("simpo", { beta: b, gamma: 1.5 }), r);
      }),
      SEED,
    );
  });

  it("kto around z = 0 with equal weights is apo-zero", () => {
    fc.assert(
      fc.property(beta, point, (b, r) => same(make("kto", { beta: b }), make("apo-zero", { beta: b }), r)),
      SEED,
    );
  });

  it("slic without likelihood at equal π_ref is a hinge", () => {
    fc.assert(
      fc.property(point, (r) => same(make("slic", { delta: 1, lambda: 0 }), make("hinge", { beta: 1 }), r)),
      SEED,
    );
  });

  it("f-dpo's alpha divergence is forward KL at 1 and tends to DPO at 0", () => {
    const near = fc.tuple(...[0, 1].map(() => fc.double({ min: -5, max: 5, noNaN: true })));
    const fDpo = (b: number, divergence: string, alpha: number) =>
      make("f-dpo", { beta: b, divergence, alpha });
    fc.assert(
      fc.property(beta, near, (b, [r1, r2]) => {
        same(fDpo(b, "alpha", 1), fDpo(b, "forward-kl", 0.5), [r1, r2]);
        same(fDpo(b, "alpha", 1e-9), make("dpo", { beta: b }), [r1, r2], { relative: 1e-6 });
      }),
      SEED,
    );
  });

  it("cal-dpo is dpo at β = 1 plus half of sppo", () => {
    const [g, h, k] = [0, 1, 2].map(() => new Float64Array(2));
    const dpo = make("dpo", { beta: 1 });
    fc.assert(
      fc.property(beta, point, (b, [r1, r2]) => {
        const [cal, sppo] = [make("cal-dpo", { beta: b }), make("sppo", { beta: b })];
        const [whole, parts] = [cal.value(r1, r2), dpo.value(r1, r2) + sppo.value(r1, r2) / 2];
        expect(Math.abs(whole - parts)).toBeLessThanOrEqual(64 * Number.EPSILON * whole);
        gradientOf(cal, r1, r2, g);
        gradientOf(dpo, r1, r2, h);
        gradientOf(sppo, r1, r2, k);
        for (const i of [0, 1]) expect(g[i]).toBeCloseTo(h[i] + k[i] / 2, 11);
      }),
      SEED,
    );
  });

  it("robust-dpo is the unbiased combination of dpo and its mirror image", () => {
    const epsilon = 0.2;
    fc.assert(
      fc.property(beta, point, (b, [r1, r2]) => {
        const [robust, dpo] = [make("robust-dpo", { beta: b, epsilon }), make("dpo", { beta: b })];
        // The expectation over flipped labels is the loss of clean labels.
        const noisy = (1 - epsilon) * robust.value(r1, r2) + epsilon * robust.value(r2, r1);
        const scale = 1 + Math.abs(b * (r1 - r2));
        expect(Math.abs(noisy - dpo.value(r1, r2))).toBeLessThanOrEqual(64 * Number.EPSILON * scale);
      }),
      SEED,
    );
  });

  it("orpo without odds ratio is the likelihood of the preferred response", () => {
    const orpo = make("orpo", { lambda: 0, lengths: [2, 5] });
    const g = new Float64Array(2);
    gradientOf(orpo, -0.5, 0.3, g);
    expect([...g].map((v) => v + 0)).toEqual([-0.5, 0]);
    expect(orpo.value(-0.5, 0.3)).toBeCloseTo(-(Math.log(0.3) - 0.5) / 2, 15);
  });
});
