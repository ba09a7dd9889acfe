import { describe, expect, it } from "vitest";
import { knownClock } from "../../../src/exact/registry.js";
import { createFlow } from "../../../src/model/flow.js";
import { closingIn, closingTolerance, noticedAt, patience } from "../../../src/run/follow/closing.js";
import { followFlow } from "../../../src/run/follow/followFlow.js";
import { settings } from "../../settings.js";
import { affine, driven, flowBy, followBy, gap, make } from "../byForce.js";

const ARRIVED = 1e-6;
const ipo = { name: "ipo", tau: 0.1 };
const relativeTo = (t: number, exact: number) => Math.abs(t / exact - 1);

describe("the time of arrival, the first at a distance of 1e-6", () => {
  it.each([1e-4, 1e-6, 1e-9])("is right to a tolerance of %s on straight lines", (relative) => {
    // m' = −2 (m − 5)·c, of which r2 takes the share (k22 − k12)/c and r1 the rest.
    for (const [matrix, c, share] of [
      [[1, 0, 1], 2, 0.5],
      [[0, 0, 1], 1, 1],
      [[1, 0, 0], 1, 1],
      [[4, 2, 1], 1, 2],
    ] as const) {
      const all = settings({
        loss: ipo,
        geometry: { name: "kernel", matrix },
        domain: "quadrant",
        tolerance: { relative, absolute: 1e-12 },
      });
      const { end } = followFlow(createFlow(all), [2, 1], all);
      const exact = Math.log(((5 - Math.LN2) * share) / ARRIVED) / (2 * c);
      expect(end.status).toBe("stationary");
      expect(relativeTo(end.t, exact)).toBeLessThan(2 * relative);
      expect(end.approach?.rate).toBeCloseTo(2 * c, 4);
      expect(end.r[0] - end.r[1]).toBeCloseTo(5, 12);
    }
  });

  it.each([1e-4, 1e-6, 1e-9])(
    "is right to a tolerance of %s on circles, where rest points fill a line",
    (relative) => {
      const all = settings({ loss: ipo, domain: "quadrant", tolerance: { relative, absolute: 1e-12 } });
      const flow = createFlow(all);
      const { end } = followFlow(flow, [0.2, 0.1], all);
      // r2 = log R − log(1 + e^2m)/2, 1e-6 above what it is at m = 5.
      const fall = Math.log1p(Math.exp(10)) - 2 * ARRIVED;
      const m = Math.log(Math.expm1(fall)) / 2;
      const clock = knownClock(flow, [0.2, 0.1]);
      expect(relativeTo(end.t, clock?.(m) ?? Number.NaN)).toBeLessThan(2 * relative);
      expect(Math.hypot(Math.exp(end.r[0]), Math.exp(end.r[1]))).toBeCloseTo(Math.hypot(0.2, 0.1), 8);
    },
  );

  it.each([1e-4, 1e-6, 1e-9])(
    "is right to a tolerance of %s along the curved wall of the simplex",
    (relative) => {
      const all = settings({
        loss: { name: "sppo", beta: 1 },
        domain: "simplex",
        tolerance: { relative, absolute: 1e-12 },
      });
      const { end, events } = followFlow(createFlow(all), [0.2, 0.1], all);
      expect(events.map(({ kind }) => kind)).toEqual(["reach-face"]);
      // From an integrator of order 13 in 128 bits.
      expect(relativeTo(end.t, 0.7786512047401802)).toBeLessThan(2 * relative);
      expect(gap(end.r, [-0.4435025358689981, -1.026620814987275])).toBeLessThan(1e-13);
    },
  );

  it("is right where two directions decay at rates of their own", () => {
    const loss = make(
      affine(
        [
          [-1, 0],
          [0, -30],
        ],
        [0.3, -0.4],
      ),
    );
    const { end } = followBy(loss, { geometry: { name: "log-ratio" } }, [-0.5, 0.6]);
    expect(relativeTo(end.t, Math.log(0.8 / ARRIVED))).toBeLessThan(1e-9);
    expect(gap(end.r, [0.3, -0.4])).toBeLessThan(1e-14);
  });

  it("is right where Newton's method does not get to the point from where the run closes in", () => {
    // The force of a large β turns within 1e-3.
    const all = settings({
      loss: { name: "cdpo", beta: 790.7316766275378, epsilon: 0.6049770762543515 },
      reference: { preferred: 0.009989, dispreferred: 0.1122 },
      geometry: { name: "probability" },
      domain: "simplex",
      horizon: 13.37,
      tolerance: { relative: 9.217e-8, absolute: 1e-12 },
    });
    const { end } = followFlow(createFlow(all), [0.8790996878083229, 8.380583738798517], all);
    expect(end.status).toBe("stationary");
    // From the integrator of the fuzz.
    expect(relativeTo(end.t, 0.000015028877746272835)).toBeLessThan(2e-7);
  });

  it("is zero from a start that has arrived", () => {
    const loss = make(
      affine(
        [
          [-1, 0],
          [0, -2],
        ],
        [0, 0],
      ),
    );
    const { end } = followBy(loss, { geometry: { name: "log-ratio" } }, [3e-7, -2e-7]);
    expect(end.t).toBeLessThan(1e-9);
    expect(gap(end.r, [0, 0])).toBeLessThan(1e-30);
  });

  it("is not before the horizon where only the neighbourhood is reached until then", () => {
    const loss = make(
      affine(
        [
          [-1, 0],
          [0, -1],
        ],
        [0, 0],
      ),
    );
    const horizon = Math.log(1e5);
    for (const dense of [true, false]) {
      const tolerance = { relative: 1e-5, absolute: 0 };
      const { end } = followBy(loss, { geometry: { name: "log-ratio" }, horizon, tolerance }, [1, 0], {
        dense,
      });
      expect(end.status).toBe("horizon");
      expect(end.r[0]).toBeCloseTo(1e-5, 9);
    }
  });
});

describe("closing in", () => {
  it("begins farther out where the way is wanted, and where the tolerance is coarse", () => {
    expect(noticedAt(1e-4, true)).toBe(1e-1);
    expect(noticedAt(1e-6, true)).toBe(1e-3);
    expect(noticedAt(1e-12, true)).toBe(1e-3);
    expect([1e-12, 1e-9, 1e-8, 1e-4].map((relative) => noticedAt(relative, false))).toEqual([
      ARRIVED,
      ARRIVED,
      1e-5,
      1e-3,
    ]);
  });

  it("takes steps that are accurate for the distance left, as far as rounding lets it", () => {
    const usual = { absolute: [1e-9, 1e-9, 1e-300], relative: [1e-14, 1e-14, 1e-10] };
    const finer = closingTolerance(usual, 1e-3, false);
    expect(finer.absolute[0]).toBeCloseTo(1e-12, 20);
    expect(finer).toEqual({ ...usual, absolute: [finer.absolute[0], finer.absolute[0], 1e-300] });
    expect(closingTolerance(usual, 1e-6, false).absolute).toEqual([1e-14, 1e-14, 1e-300]);
    expect(closingTolerance(usual, 1e-6, true).absolute).toEqual([1e-11, 1e-11, 1e-300]);
    const tight = { absolute: [1e-15, 1e-15, 1e-300], relative: [0, 0, 1e-13] };
    expect(closingTolerance(tight, 1e-4, false)).toEqual(tight);
  });

  it("is patient, and then less exacting", () => {
    for (const [factor, next] of [
      [1e-4, 1e-2],
      [0.5, 1],
    ]) {
      const wait = patience(factor);
      for (let k = 0; k < 60; k++) expect(wait()).toBeUndefined();
      expect(wait()).toBe(next);
    }
    const last = patience(1);
    for (let k = 0; k < 1000; k++) expect(last()).toBeUndefined();
  });

  it("takes the rest point of a margin loss where the flow leads, not where it points", () => {
    const flow = createFlow(settings({ loss: ipo, domain: "quadrant" }));
    const closing = closingIn(flow, {}, false);
    // On the circle of radius 1, 1e-3 of the margin before rest.
    const at = (m: number) =>
      Float64Array.of(-Math.log1p(Math.exp(-2 * m)) / 2, -Math.log1p(Math.exp(2 * m)) / 2, 1);
    const y = at(5 - 1e-3);
    expect(closing.costly).toBe(true);
    expect(closing.value(y)).toBeCloseTo(1 - 1e-3 / (1 + Math.exp(-10)) / ARRIVED, 3);
    expect(closing.distance()).toBeCloseTo(1e-3 / (1 + Math.exp(-10)), 9);
    const { from } = closing.arrive(y);
    expect(Array.from(from)).toEqual(Array.from(at(5 - 1e-3)));
    expect(gap(y, [at(5)[0], at(5)[1]])).toBeLessThan(1e-9);
    expect(closing.evaluations).toBeGreaterThan(0);
  });

  it("looks for an isolated one once", () => {
    const flow = flowBy(make(driven((r1, r2) => [Math.exp(-0.6 - r1) - 1, Math.exp(-1.2 - r2) - 1])));
    const closing = closingIn(flow, {}, false);
    expect(closing.costly).toBe(false);
    expect(closing.value(Float64Array.of(-0.6 + 2e-6, -1.2, 0))).toBeCloseTo(-1, 8);
    const { evaluations } = closing;
    expect(closing.value(Float64Array.of(-0.6, -1.2 - 5e-7, 0))).toBeCloseTo(0.5, 8);
    expect(closing.evaluations).toBe(evaluations);
    expect(closing.value(Float64Array.of(3, 3, 0))).toBe(-1e6);
  });
});
