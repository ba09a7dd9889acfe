import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { losses } from "../../../src/model/losses/registry.js";
import { SEED } from "./arbitrary.js";
import { gradientOf, logGradientOf } from "./gradientOf.js";

const make = (name: string, reference: { preferred: number; dispreferred: number }) =>
  losses[name].create(losses[name].parameters.parse({}), reference);

it("losses defined on part of the plane say what a point needs", () => {
  for (const family of Object.values(losses)) {
    const loss = family.create(family.parameters.parse({}), { preferred: 0.3, dispreferred: 0.2 });
    expect(Boolean(family.needs), family.name).toBe(Boolean(loss.contains));
    if (loss.contains) expect(loss.contains(0, 0)).toBe(true);
  }
});

describe("orpo at π = 1", () => {
  const loss = make("orpo", { preferred: 0.5, dispreferred: 0.25 });
  const edge = Math.LN2;
  const g = new Float64Array(2);

  it("is defined up to and on π_w = 1, and below π_l = 1", () => {
    expect(loss.contains?.(edge, 0)).toBe(true);
    expect(loss.contains?.(edge + 1e-9, 0)).toBe(false);
    expect(loss.contains?.(0, 2 * Math.LN2)).toBe(false);
    expect(loss.value(0, 2 * Math.LN2)).toBeNaN();
  });

  it("has a finite gradient on π_w = 1 that leaves the dispreferred response alone", () => {
    gradientOf(loss, edge, 0, g);
    // −1 − λ Q/(1−Q) at Q = ¼, λ = 0.1.
    expect(g[0]).toBeCloseTo(-1 - 0.1 / 3, 14);
    expect(g[1]).toBe(0);
    expect(loss.value(edge, 0)).toBe(0);
  });

  it("is smooth through that edge, so that a step may look beyond it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.1, noNaN: true }),
        fc.double({ min: -3, max: 0, noNaN: true }),
        (d, r2) => {
          const at = (r1: number) => {
            gradientOf(loss, r1, r2, g);
            return [loss.value(r1, r2), g[0], g[1]];
          };
          const [before, on, after] = [at(edge - d), at(edge), at(edge + d)];
          // The second difference is of second order: no jump in value or slope.
          for (const i of [0, 1, 2])
            expect(Math.abs(before[i] - 2 * on[i] + after[i])).toBeLessThanOrEqual(d * d + 1e-14);
        },
      ),
      SEED,
    );
  });
});

describe("rlhf at π_w + π_l = 1", () => {
  const loss = make("rlhf", { preferred: 0.5, dispreferred: 0.25 });

  it("is defined inside only, and its gradient pushes back without bound", () => {
    const log = new Float64Array(4);
    expect(loss.contains?.(0, Math.LN2)).toBe(false);
    expect(loss.contains?.(0, Math.LN2 - 1e-9)).toBe(true);
    logGradientOf(loss, 0, Math.LN2, log);
    expect([...log]).toEqual([1, Infinity, 1, Infinity]);
    expect(loss.value(0, Math.LN2)).toBeCloseTo(-0.5 + 0.1 * 0.5 * Math.LN2, 14);
    expect(loss.value(0, Math.LN2 + 1e-6)).toBeNaN();
  });
});
