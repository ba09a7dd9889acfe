import { describe, expect, it } from "vitest";
import { arrivalIn } from "../../../src/run/follow/arrival.js";
import { affine, driven, flowBy, followBy, gap, make, type Point } from "../byForce.js";

const logRatio = { geometry: { name: "log-ratio" } };
const REST: Point = [-0.6, -1.2];

/** Towards the rest point at rate 2 in every direction. */
const isotropic = make(
  affine(
    [
      [-2, 0],
      [0, -2],
    ],
    REST,
  ),
);

/** Away from it along the first axis. */
const saddle = make(
  affine(
    [
      [2, 0],
      [0, -2],
    ],
    REST,
  ),
);

/** A state (r1, r2, t). */
const state = (r1: number, r2: number) => Float64Array.of(r1, r2, 3);

describe("the watch for a rest point", () => {
  const ARRIVED = 1e-3;
  const arrivalOf = (loss = isotropic, changes = {}) =>
    arrivalIn(flowBy(loss, { ...logRatio, ...changes }), {}, ARRIVED);

  it("gives the logarithm of the distance, larger of two, in units of that of arrival; within bounds", () => {
    const { value } = arrivalOf();
    expect(value(state(-0.6 + 0.4, -1.2 - 0.1))).toBeCloseTo(Math.log(ARRIVED / 0.4), 8);
    expect(value(state(-0.6 - 0.1, -1.2 + 0.3))).toBeCloseTo(Math.log(ARRIVED / 0.3), 8);
    expect(value(state(-0.6 + ARRIVED, -1.2))).toBeCloseTo(0, 7);
    expect(value(state(-0.6 + 1e-5, -1.2))).toBeCloseTo(Math.log(100), 5);
    expect(value(state(...REST))).toBeGreaterThan(20);
    expect(value(state(...REST))).toBeLessThanOrEqual(50);
    expect(arrivalOf(saddle).value(state(-0.5, -1))).toBe(-50);
  });

  it("tells the distance once two looks in a row agree where the point is", () => {
    const arrival = arrivalOf();
    expect(arrival.distance()).toBe(Infinity);
    arrival.value(state(0.4, -1));
    expect(arrival.distance()).toBe(Infinity);
    arrival.value(state(0.1, -1.1));
    expect(arrival.distance()).toBeCloseTo(0.7, 8);
    arrival.value(state(-0.5, -1.7));
    expect(arrival.distance()).toBeCloseTo(0.5, 8);
  });

  it("tells none while the point runs ahead of the state", () => {
    // Newton's step for f = −e^r along each axis is 1: the point stays as far ahead as it was, however one moves.
    const arrival = arrivalOf(make(driven((r1, r2) => [Math.exp(-r1), Math.exp(-r2)])));
    for (const r of [0, 0.5, 1]) {
      expect(arrival.value(state(r, r))).toBeCloseTo(Math.log(ARRIVED), 6);
      expect(arrival.distance()).toBe(Infinity);
    }
  });

  it("sees no rest point beyond a wall, but one on it", () => {
    for (const [r1, seen] of [
      [0.5, false],
      [2 * ARRIVED, false],
      [ARRIVED / 2, true],
      [-0.2, true],
    ] as const) {
      const loss = make(
        affine(
          [
            [-2, 0],
            [0, -2],
          ],
          [r1, -1.2],
        ),
      );
      const { value } = arrivalOf(loss, { domain: "box" });
      expect(value(state(-1, -1.2)) > -50).toBe(seen);
      expect(arrivalOf(loss).value(state(-1, -1.2))).toBeGreaterThan(-50);
    }
  });

  it("looks along the wall that holds the run, up to the next one", () => {
    const changes = { ...logRatio, domain: "box" };
    for (const [loss, expected] of [
      [make(driven((_r1, r2) => [1, -1 - r2])), Math.log(ARRIVED / 0.5)],
      [make(driven((_r1, r2) => [1, 1 - r2])), -50],
    ] as const) {
      const flow = flowBy(loss, changes);
      const { value } = arrivalIn(flow, { wall: flow.faces[0] }, ARRIVED);
      expect(flow.faces[0].name).toBe("preferred-max");
      expect(value(state(0, -0.5))).toBeCloseTo(expected, 6);
    }
  });

  it("puts the state onto the point and says from where and at which rate it would have got there", () => {
    const arrival = arrivalOf();
    const y = state(-0.6 + 3e-4, -1.2 - 4e-4);
    const { from, rate } = arrival.arrive(y);
    expect(Array.from(from)).toEqual([-0.6 + 3e-4, -1.2 - 4e-4, 3]);
    expect(rate).toBeCloseTo(2, 6);
    expect(gap(y, REST)).toBeLessThan(1e-15);
    expect(y[2]).toBe(3);
  });

  it("gets onto it in several steps where one does not do", () => {
    const loss = make(driven((r1, r2) => [Math.exp(-0.6 - r1) - 1, Math.exp(-1.2 - r2) - 1]));
    const y = state(-0.6 + 0.05, -1.2 + 0.02);
    arrivalIn(flowBy(loss, logRatio), {}, 0.1).arrive(y);
    expect(gap(y, REST)).toBeLessThan(1e-14);
  });

  it("counts the evaluations of its looks", () => {
    const arrival = arrivalOf();
    expect(arrival.evaluations).toBe(0);
    arrival.value(state(0, 0));
    const once = arrival.evaluations;
    expect(once).toBeGreaterThan(0);
    arrival.value(state(0, 0));
    expect(arrival.evaluations).toBe(2 * once);
  });
});

describe("arriving", () => {
  it.each([1e-9, 1e-8, 1e-4])(
    "at tolerance %s a run is at rest within 1e-6 of the point, and goes on there",
    (relative) => {
      const distance = 1e-6;
      for (const dense of [true, false]) {
        const tolerance = { relative, absolute: 0 };
        const path = followBy(isotropic, { ...logRatio, tolerance }, [-0.6 + 0.5, -1.2 - 0.3], { dense });
        const t = Math.log(0.5 / distance) / 2;
        expect(path.end.status).toBe("stationary");
        expect(gap(path.end.r, REST)).toBeLessThan(1e-14);
        expect(path.end.t / t).toBeCloseTo(1, 3);
        expect(path.end.approach?.rate).toBeCloseTo(2, 2);
        for (const later of [0, 0.5, 2]) {
          const { r } = path.at(path.end.t + later);
          const left = Math.exp(-2 * (path.end.t + later));
          expect((r[0] - REST[0]) / (0.5 * left)).toBeCloseTo(1, 1);
          expect((r[1] - REST[1]) / (-0.3 * left)).toBeCloseTo(1, 1);
        }
      }
    },
  );

  it("costs evaluations beside those of the integrator", () => {
    const path = followBy(isotropic, logRatio, [0.4, -1]);
    expect(path.stats.evaluations).toBeGreaterThan(path.solution.stats.evaluations);
    expect(path.stats).toMatchObject({ steps: path.solution.stats.steps });
  });

  it("waits for none where the flow never rests", () => {
    const path = followBy(saddle, { ...logRatio, horizon: 2 }, [REST[0], -1]);
    // Along the stable axis, with nothing that says it is one: at rate 2 for two units of time.
    expect(path.end.status).toBe("horizon");
    expect(gap(path.end.r, [REST[0], -1.2 + 0.2 * Math.exp(-4)])).toBeLessThan(1e-9);
  });
});
