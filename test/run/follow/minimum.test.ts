import { describe, expect, it } from "vitest";
import { createFlow } from "../../../src/model/flow.js";
import { minimumFinder } from "../../../src/run/follow/minimum.js";
import { differences } from "../../../src/run/follow/newton.js";
import { settings } from "../../settings.js";

const flowOf = (loss: { name: string }, geometry: { name: string } = { name: "ratio" }) =>
  createFlow(
    settings({ loss, geometry, domain: "quadrant", reference: { preferred: 0.5, dispreferred: 0.25 } }),
  );

describe("Newton's step towards a minimum", () => {
  it("lands on the rest line of a quadratic loss of the margin at once, along the motion", () => {
    // IPO: L = (m − 1/(2τ))², at rest where m = 1/(2τ) = 2.
    for (const geometry of [
      { name: "ratio" },
      { name: "probability" },
      { name: "log-ratio" },
      { name: "kernel", matrix: [2, 0.5, 1] },
      { name: "kernel", matrix: [1, 0, 0] },
    ]) {
      const flow = flowOf({ name: "ipo", tau: 0.25 } as { name: string }, geometry);
      const finder = minimumFinder(flow, {});
      for (const [r1, r2] of [
        [0.3, -0.4],
        [-2, -1.5],
        [1, -3],
      ]) {
        const [step, v] = [new Float64Array(2), new Float64Array(2)];
        expect(finder.step(r1, r2, step)).toBe(true);
        expect(r1 + step[0] - (r2 + step[1])).toBeCloseTo(2, 6);
        flow.velocity(r1, r2, v);
        expect(step[0] * v[1] - step[1] * v[0]).toBeCloseTo(0, 6);
        expect(step[0] * v[0] + step[1] * v[1]).toBeGreaterThan(0);
      }
      expect(finder.evaluations).toBe(3 * 4);
    }
  });

  it("comes to the minimum of a loss of both log-ratios with the square of the distance", () => {
    const flow = flowOf({ name: "cal-dpo", beta: 0.5 } as { name: string });
    const finder = minimumFinder(flow, {});
    const [r, step, f] = [Float64Array.of(0.4, 0.7), new Float64Array(2), new Float64Array(2)];
    const sizes: number[] = [];
    for (let k = 0; k < 5; k++) {
      expect(finder.step(r[0], r[1], step)).toBe(true);
      sizes.push(Math.hypot(step[0], step[1]));
      for (const i of [0, 1]) r[i] += step[i];
    }
    flow.loss.force(r[0], r[1], f);
    expect(Math.hypot(f[0], f[1])).toBeLessThan(1e-13);
    expect(r[0]).toBeCloseTo(-r[1], 12);
    // At rest r1 = m/2 = 1/(2β) + σ(−m).
    expect(r[0]).toBeCloseTo(1 + 1 / (1 + Math.exp(2 * r[0])), 12);
    for (const k of [1, 2]) expect(sizes[k + 1]).toBeLessThan(sizes[k] ** 2);
    expect(sizes[4]).toBeLessThan(1e-12);
    expect(finder.evaluations).toBe(5 * 5);
  });

  it("offers none where the loss has none ahead", () => {
    // DPO falls for ever with the margin: convex, so that its Newton step exists and grows without end.
    const finder = minimumFinder(flowOf({ name: "dpo", beta: 0.1 } as { name: string }), {});
    const step = new Float64Array(2);
    for (const r1 of [100, 200]) {
      finder.step(r1, 0, step);
      expect(Math.hypot(step[0], step[1])).toBeGreaterThan(9);
    }
  });
});

describe("differences", () => {
  it("are taken with the first step at which all are finite, else with the last", () => {
    const taken: number[] = [];
    const take = (limit: number) => (h: number) => {
      taken.push(h);
      return h <= limit ? [h, 1] : [h, Number.NaN];
    };
    expect(differences(take(1))).toEqual([1e-4, 1]);
    expect(taken).toEqual([1e-4]);
    expect(differences(take(1e-5))).toEqual([1e-6, 1]);
    expect(differences(take(0))).toEqual([1e-8, Number.NaN]);
    expect(taken).toEqual([1e-4, 1e-4, 1e-6, 1e-4, 1e-6, 1e-8]);
  });
});
