import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/model/catalogue.js";
import { loadScenario } from "../../src/node/scenarioFiles.js";
import { builtinScenarios } from "../../src/scenario/builtin.js";
import type { Run } from "../../src/simulate/run.js";
import { simulate } from "../../src/simulate/simulate.js";
import { relativeError } from "../settings.js";

/** The runs of a built-in scenario by the value that its panels vary. */
function runs(name: string): Record<string, Run[]> {
  const { panels } = simulate(loadScenario(name, { catalogue }));
  return Object.fromEntries(panels.map(({ panel, runs }) => [panel.split("=").at(-1), runs]));
}

/** A root in [low, high] of an increasing function. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return low;
}

describe("built-in scenarios", () => {
  it.each(builtinScenarios())("every run of %s ends well", (name) => {
    const all = Object.values(runs(name)).flat();
    for (const { status, advice } of all) {
      expect(["extinct", "stationary", "horizon"]).toContain(status);
      expect(advice).toBeUndefined();
    }
  });

  it("likelihood-displacement: the preferred response rises, stands and falls, exactly as far as the theory says", () => {
    const final = Object.values(runs("likelihood-displacement")).map(([{ x }]) => x[0]);
    expect(final[0]).toBeGreaterThan(10);
    expect(final[1]).toBe(1);
    expect(final[2]).toBeLessThan(0.03);
    for (const [i, k12] of [0.8, 1, 1.2].entries()) {
      // e^(βm) + βm = cβ²t + 1 with c = k11 − 2k12 + k22, and r1 = m (k11 − k12)/c.
      const c = 3 - 2 * k12;
      const m = bisect((m) => Math.exp(0.1 * m) + 0.1 * m - 1 - c * 0.01 * 500, 0, 100);
      expect(relativeError(final[i], Math.exp((m * (1 - k12)) / c))).toBeLessThan(1e-9);
    }
  });

  it("losses: the margin losses keep to circles, the others leave them", () => {
    const { dpo, cdpo, ipo, kto, sppo, bdpo, "apo-down": apoDown } = runs("losses");
    for (const [i, { x0 }] of dpo.entries()) {
      const radius = Math.hypot(...x0);
      for (const family of [dpo, cdpo, ipo]) {
        if (radius < 1) expect(relativeError(Math.hypot(...family[i].x), radius)).toBeLessThan(1e-8);
      }
      for (const family of [kto, sppo, bdpo]) expect(family[i].x[0]).toBe(1);
      expect(apoDown[i].x).toEqual([0, 0]);
    }
  });

  it("geometries: extinct in two of them, and only the kernel takes the preferred response down", () => {
    const all = runs("geometries");
    const extinct = Object.keys(all).filter((name) => all[name][0].status === "extinct");
    expect(extinct).toEqual(["ratio", "probability"]);
    const fallen = Object.keys(all).filter((name) => all[name][0].x[0] < 1);
    expect(fallen).toEqual(["kernel"]);
  });

  it("dpo-vs-rlhf: one optimum for every start, its margin alone for cDPO, none for DPO", () => {
    const { rlhf, dpo, cdpo } = runs("dpo-vs-rlhf");
    const weights = [0.2 * Math.exp(2), 0.3, 0.5];
    const total = weights[0] + weights[1] + weights[2];
    for (const { x, status } of rlhf) {
      expect(status).toBe("stationary");
      expect(relativeError(x[0] * 0.2, weights[0] / total)).toBeLessThan(1e-7);
      expect(relativeError(x[1] * 0.3, weights[1] / total)).toBeLessThan(1e-7);
    }
    for (const { x, status } of cdpo) {
      expect(status).toBe("stationary");
      expect(Math.abs(Math.log(x[0] / x[1]) - 2)).toBeLessThan(1e-7);
    }
    expect(new Set(cdpo.map(({ x }) => x[0].toFixed(3))).size).toBe(4);
    for (const { x } of dpo) expect(x[0] * 0.2).toBeGreaterThan(0.95);
  });

  it("failure-modes: who keeps the preferred response up", () => {
    const all = runs("failure-modes");
    const raises = (name: string) => all[name].map(({ x, x0 }) => Math.sign(x[0] - x0[0]));
    expect(raises("dpo")).toEqual([-1, -1, -1, -1]);
    expect(raises("ipo")).toEqual([-1, -1, -1, -1]);
    for (const { x } of all.dpop) expect(x[0]).toBeCloseTo(1, 9);
    expect(raises("bdpo")).toEqual([1, 1, 1, 1]);
    expect(raises("dpo-nll")).toEqual([1, 1, 1, 1]);
  });
});
