import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loss } from "../../../src/model/loss.js";
import { losses } from "../../../src/model/losses/registry.js";
import { anyLoss, SEED } from "./arbitrary.js";
import { gradientOf } from "./gradientOf.js";

const REFERENCE = { preferred: 0.2, dispreferred: 0.3 };
const make = (name: string, parameters: Record<string, unknown> = {}, reference = REFERENCE) =>
  losses[name].create(losses[name].parameters.parse(parameters), reference);
const gradient = (loss: Loss, r1: number, r2: number) => {
  const out = new Float64Array(2);
  gradientOf(loss, r1, r2, out);
  return out;
};
const slope = (loss: Loss, m: number) => gradient(loss, m, 0)[0];
/** Where the rounding of z = βm leaves the sign of the slope open. */
const CLOSE = 1e-13;

describe("rest points", () => {
  const known = Object.values(losses).filter(({ restAt }) => restAt);

  it("are named for every loss and given as numbers where they are known", () => {
    for (const { restPoint } of Object.values(losses)) expect(restPoint).not.toBe("");
    expect(known.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["cdpo", "hinge", "ipo", "exo", "sppo", "rlhf"]),
    );
  });

  it.each(known.map(({ name }) => name))(
    "%s falls towards where it says that it rests, and no further",
    (name) => {
      fc.assert(
        fc.property(anyLoss(name), ({ loss, reference }) => {
          const rest = losses[name].restAt?.(loss.parameters, reference);
          if (!rest) throw new Error(`${name} has no rest point`);
          if ("margin" in rest) {
            const gap = CLOSE * (1 + Math.abs(rest.margin));
            expect(slope(loss, rest.margin - gap)).toBeLessThan(0);
            expect(slope(loss, rest.margin + gap)).toBeGreaterThanOrEqual(0);
          } else if (loss.conservative) {
            const [r1, r2] = rest.r;
            // A rest point next to the edge is rounded onto it.
            fc.pre(loss.contains?.(r1, r2) ?? true);
            const least = loss.value(r1, r2);
            for (const [d1, d2] of [
              [1e-3, 0],
              [-1e-3, 0],
              [0, 1e-3],
              [0, -1e-3],
            ]) {
              if (loss.contains && !loss.contains(r1 + d1, r2 + d2)) continue;
              expect(loss.value(r1 + d1, r2 + d2)).toBeGreaterThanOrEqual(
                least - 1e-14 * (1 + Math.abs(least)),
              );
            }
          } else {
            for (const g of gradient(loss, ...rest.r)) expect(Math.abs(g)).toBeLessThan(1e-9);
          }
        }),
        SEED,
      );
    },
  );

  it.each(["cdpo", "ipo", "exo"])("%s changes the sign of its slope exactly there", (name) => {
    fc.assert(
      fc.property(anyLoss(name), ({ loss, reference }) => {
        const rest = losses[name].restAt?.(loss.parameters, reference);
        if (!rest || !("margin" in rest)) throw new Error(`${name} has no rest margin`);
        const m = rest.margin;
        const gap = CLOSE * (1 + Math.abs(m));
        expect(Math.sign(slope(loss, m - gap))).toBe(-1);
        expect(Math.sign(slope(loss, m + gap))).toBe(1);
        expect(loss.value(m, 0)).toBeLessThanOrEqual(loss.value(m + 0.5, 0));
        expect(loss.value(m, 0)).toBeLessThanOrEqual(loss.value(m - 0.5, 0));
      }),
      SEED,
    );
  });

  it("hinge rests from there on", () => {
    const loss = make("hinge", { beta: 0.25 });
    expect([slope(loss, 3.999), slope(loss, 4), slope(loss, 400)].map((v) => v + 0)).toEqual([-0.25, 0, 0]);
  });

  it("cdpo and exo keep their digits next to it, where the slope is almost nothing", () => {
    // L' = L''·δ to first order in δ = m − m*; L'' = β²ε(1−ε) for both.
    const [beta, epsilon, delta] = [0.1, 1e-3, 1e-6];
    const rest = Math.log((1 - epsilon) / epsilon) / beta;
    const exact = beta * beta * epsilon * (1 - epsilon) * (rest + delta - rest);
    for (const name of ["cdpo", "exo"]) {
      const error = slope(make(name, { beta, epsilon }), rest + delta) / exact - 1;
      // z = βm is rounded in units of z*; the next order of the expansion is below βδ.
      expect(Math.abs(error)).toBeLessThanOrEqual(
        (4 * Number.EPSILON * beta * rest) / (beta * delta) + beta * delta,
      );
    }
  });

  it("sppo rests at (1/2β, −1/2β)", () => {
    const loss = make("sppo", { beta: 0.5 });
    expect([...gradient(loss, 1, -1)].map((v) => v + 0)).toEqual([0, 0]);
    expect([...gradient(loss, 1.5, -1.25)]).toEqual([1, -0.5].map((v) => expect.closeTo(v, 15)));
  });

  it("rlhf rests at the softmax of the rewards", () => {
    fc.assert(
      fc.property(anyLoss("rlhf"), ({ loss, reference }) => {
        const rest = losses.rlhf.restAt?.(loss.parameters, reference);
        if (!rest || !("r" in rest)) throw new Error("rlhf has no rest point");
        const [r1, r2] = rest.r;
        const { beta, rewards } = loss.parameters as { beta: number; rewards: [number, number] };
        // π_i ∝ p_i e^(R_i/β), against the rest of the responses, whose reward is 0.
        const others = 1 - reference.preferred * Math.exp(r1) - reference.dispreferred * Math.exp(r2);
        fc.pre(others > 1e-6);
        const ro = Math.log(others / (1 - reference.preferred - reference.dispreferred));
        expect(r1 - ro).toBeCloseTo(rewards[0] / beta, 8);
        expect(r2 - ro).toBeCloseTo(rewards[1] / beta, 8);
        for (const [dr1, dr2] of [
          [1e-3, 0],
          [-1e-3, 0],
          [0, 1e-3],
          [0, -1e-3],
        ]) {
          if (!loss.contains?.(r1 + dr1, r2 + dr2)) continue;
          expect(loss.value(r1 + dr1, r2 + dr2)).toBeGreaterThanOrEqual(loss.value(r1, r2) - 1e-14);
        }
      }),
      SEED,
    );
    const { preferred, dispreferred } = REFERENCE;
    expect(losses.rlhf.restAt?.({ beta: 0.1, rewards: [1, 0] }, REFERENCE)).toEqual({
      r: [10, 0].map((r) => expect.closeTo(r - Math.log(preferred * Math.exp(10) + dispreferred + 0.5), 13)),
    });
  });

  it("cal-dpo rests where m/2 = 1/(2β) + σ(−m)", () => {
    const loss = make("cal-dpo", { beta: 0.5 });
    let half = 1;
    for (let k = 0; k < 60; k++) half = 1 + 1 / (1 + Math.exp(2 * half));
    for (const g of gradient(loss, half, -half)) expect(Math.abs(g)).toBeLessThanOrEqual(1e-15);
  });

  it("nca turns the preferred response round at r1 = (ln 2)/β and never rests", () => {
    const loss = make("nca", { beta: 0.2 });
    const turn = Math.LN2 / 0.2;
    expect(Math.sign(gradient(loss, turn - 1e-12, -3)[0])).toBe(-1);
    expect(Math.sign(gradient(loss, turn + 1e-12, -3)[0])).toBe(1);
    expect(gradient(loss, turn, -300)[1]).toBeGreaterThan(0);
  });

  it("discopop has a local minimum and a maximum", () => {
    // Zeros of the derivative with mpmath, 30 digits.
    const [minimum, maximum] = [-0.11856989268826376, 0.07200611379841593];
    const loss = make("discopop", { beta: 1, tau: 0.05 });
    expect([minimum - 1e-12, minimum + 1e-12].map((m) => Math.sign(slope(loss, m)))).toEqual([-1, 1]);
    expect([maximum - 1e-12, maximum + 1e-12].map((m) => Math.sign(slope(loss, m)))).toEqual([1, -1]);
  });
});

describe("convexity", () => {
  it.each(["dpo", "cdpo", "hinge", "ipo", "odpo"])("the slope of %s in the margin never falls", (name) => {
    const margin = fc.double({ min: -700, max: 700, noNaN: true });
    fc.assert(
      fc.property(anyLoss(name), margin, margin, ({ loss }, a, b) => {
        const [low, high] = [slope(loss, Math.min(a, b)), slope(loss, Math.max(a, b))];
        expect(high - low).toBeGreaterThanOrEqual(-1e-12 * (Math.abs(high) + Math.abs(low)));
      }),
      SEED,
    );
  });

  it.each(["dpo", "robust-dpo", "odpo"])("%s falls for ever", (name) => {
    fc.assert(
      fc.property(anyLoss(name), fc.double({ min: -200, max: 200, noNaN: true }), ({ loss }, m) => {
        expect(slope(loss, m)).toBeLessThan(0);
      }),
      SEED,
    );
  });
});
