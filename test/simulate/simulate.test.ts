import { describe, expect, it } from "vitest";
import { arcTime } from "../../src/exact/extinction.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { relativeError, settings } from "../settings.js";

const from = (x0: [number, number], changes: Parameters<typeof settings>[0] = {}) =>
  simulateStart(settings({ starts: { a: x0 }, ...changes }), "a");

describe("simulateStart", () => {
  it("reports the start as given and the end as computed", () => {
    const run = from([0.1, 0.5]);
    expect(run.x0).toEqual([0.1, 0.5]);
    expect(run.path[0]).toMatchObject({ t: 0, x1: 0.1, x2: 0.5 });
    expect(run.path).toHaveLength(50);
    expect(run.path[49]).toMatchObject({ t: run.t, x1: run.x[0], x2: 0 });
    expect(run.x[1]).toBe(0);
    expect(run.status).toBe("extinct");
    expect(run.extinct).toBe("dispreferred");
    expect(run.loss).toBe(0);
  });

  it("keeps time, and only time, increasing along path and curve", () => {
    for (const x0 of [
      [0.1, 0.5],
      [0.9, 0.9],
      [1e-9, 0.3],
    ] as [number, number][]) {
      const run = from(x0);
      for (const rows of [run.path, run.curve]) {
        for (let i = 1; i < rows.length; i++) {
          expect(rows[i].t).toBeGreaterThanOrEqual(rows[i - 1].t);
          expect(rows[i].loss).toBeLessThanOrEqual(rows[i - 1].loss + 1e-12);
        }
      }
    }
  });

  it("draws with enough points to see a smooth arc, also for β near 2", () => {
    for (const beta of [0.1, 1, 1.95]) {
      const { curve } = from([0.2, 0.6], { loss: { name: "dpo", beta } });
      const radius = Math.hypot(0.2, 0.6);
      for (let i = 1; i < curve.length; i++) {
        const gap = Math.hypot(curve[i].x1 - curve[i - 1].x1, curve[i].x2 - curve[i - 1].x2);
        expect(gap).toBeLessThan(0.04 * radius);
      }
    }
  });

  it("samples at exactly the times asked for and repeats the end", () => {
    const times = [0, 1e-6, 0.5, 1, 2.4, 3, 50];
    const run = from([0.1, 0.5], { sample: { times } });
    expect(run.path.map(({ t }) => t)).toEqual(times);
    for (const { t, x1, x2 } of run.path.filter((row) => row.t < run.t)) {
      // On the arc, the time to extinction from (x1, x2) is T − t.
      const whole = arcTime([0.1, 0.5], 0.1);
      expect(Math.abs(whole - arcTime([x1, x2], 0.1) - t)).toBeLessThan(1e-10 * whole);
    }
    expect(run.path[5]).toMatchObject({ x1: run.x[0], x2: 0 });
    expect(run.path[6]).toMatchObject({ x1: run.x[0], x2: 0 });
  });

  it("says how right it is", () => {
    const { check } = from([0.1, 0.5]);
    expect(check.exactExtinctionTime).toBeCloseTo(arcTime([0.1, 0.5], 0.1), 14);
    expect(check.relativeError).toBeLessThan(1e-10);
    expect(check.finalRelativeError).toBeLessThan(1e-10);
    expect(check.invariantDrift).toBeGreaterThan(0);
    expect(check.invariantDrift).toBeLessThan(1e-10);
  });

  it("shows in the check when a run is loose", () => {
    const { check } = from([0.1, 0.5], { tolerance: { relative: 1e-2, absolute: 1e-3 } });
    expect(check.relativeError).toBeGreaterThan(1e-8);
    expect(check.invariantDrift).toBeGreaterThan(1e-8);
  });

  it("knows the exact time of a run that the horizon cut short, and compares nothing", () => {
    const { check, status, metrics } = from([0.1, 0.5], { horizon: 1 });
    expect(status).toBe("horizon");
    expect(check.exactExtinctionTime).toBeGreaterThan(2);
    expect(check.relativeError).toBeNull();
    expect(metrics.extinctionTime).toBeNull();
  });

  it("keeps a failed run, with advice and without metrics of its end", () => {
    const run = from([0.1, 0.5], { maxSteps: 8 });
    expect(run.status).toBe("step-limit");
    expect(run.advice).toContain("maxSteps");
    expect(run.path.length).toBeGreaterThan(1);
    expect(run.metrics).toMatchObject({ extinctionTime: null, finalPreferred: null, preferredGain: null });
    expect(run.metrics.updateRatioStart).toBeCloseTo(5, 12);
  });
});

describe("metrics", () => {
  it("match closed forms on a free arc", () => {
    const { metrics, t } = from([0.1, 0.5]);
    const time = (x: [number, number]) => arcTime([0.1, 0.5], 0.1) - arcTime(x, 0.1);
    const radius2 = 0.26;
    expect(metrics.extinctionTime).toBe(t);
    expect(relativeError(metrics.finalPreferred as number, Math.sqrt(radius2))).toBeLessThan(1e-10);
    expect(relativeError(metrics.preferredGain as number, Math.sqrt(radius2) - 0.1)).toBeLessThan(1e-10);
    expect(metrics.dispreferredDrop).toBe(0.5);
    const halfLife = time([Math.sqrt(radius2 - 0.0625), 0.25]);
    expect(relativeError(metrics.dispreferredHalfLife as number, halfLife)).toBeLessThan(1e-9);
    const mid = (0.1 + Math.sqrt(radius2)) / 2;
    const halfGain = time([mid, Math.sqrt(radius2 - mid * mid)]);
    expect(relativeError(metrics.timeToHalfGain as number, halfGain)).toBeLessThan(1e-9);
    const x2 = Math.sqrt(radius2 / (1 + Math.E ** 2));
    expect(relativeError(metrics.timeToMargin as number, time([Math.E * x2, x2]))).toBeLessThan(1e-9);
    expect(metrics.updateRatioStart).toBeCloseTo(5, 12);
    expect(metrics.updateRatioEnd).toBe(0);
    const diagonal = Math.sqrt(radius2 / 2);
    expect(
      relativeError(metrics.preferredFasterShare as number, time([diagonal, diagonal]) / t),
    ).toBeLessThan(1e-9);
  });

  it("take targets from the scenario", () => {
    const { metrics } = from([0.1, 0.5], { targets: { margin: -5, loss: 0.9 } });
    expect(metrics.timeToMargin).toBe(0);
    const run = from([0.1, 0.5], { sample: { times: [metrics.timeToLoss as number] } });
    const start = from([0.1, 0.5]).path[0].loss;
    expect(relativeError(run.path[0].loss, 0.9 * start)).toBeLessThan(1e-9);
  });

  it("are null where they do not apply", () => {
    const { metrics } = from([1, 0.5], { horizon: 0.1 });
    expect(metrics).toMatchObject({
      extinctionTime: null,
      timeToHalfGain: null,
      timeToMargin: null,
      timeToLoss: null,
    });
    expect(metrics.preferredGain).toBe(0);
  });
});
