import { describe, expect, it } from "vitest";
import { type Driven, driven, followBy, gap, kinked, make, type Point } from "../byForce.js";

/*
 * In `ratio` geometry a constant force moves each response by x² = x0² + 2 f t, down to zero in finite time.
 */

const constant = (...f: Point): Driven => driven(() => f);

/** Log-ratios of probability ratios. */
const at = (...x: Point): Point => [Math.log(x[0]), Math.log(x[1])];

const root = (square: number) => Math.log(square) / 2;

const extinction = (component: "preferred" | "dispreferred", t: number) => ({
  kind: "extinction",
  component,
  t: expect.closeTo(t, 9),
});

/** Followed for the way, and for the end alone. */
const BOTH = [{ dense: true }, { dense: false }];

describe.each(BOTH)("an extinction (%o)", (options) => {
  it.each([
    [[0.3, 0.8], 0.32],
    [[0.7, 0.01], 5e-5],
    [[1e-4, 1], 0.5],
  ] as [Point, number][])("comes on time from %s, and the other response goes on along its axis", (x, t) => {
    for (const swap of [false, true]) {
      const order = (a: number, b: number): Point => (swap ? [b, a] : [a, b]);
      const name = swap ? "preferred" : "dispreferred";
      const path = followBy(make(constant(...order(0.5, -1))), { horizon: 3 }, at(...order(...x)), options);
      expect(path.events).toEqual([{ kind: "extinction", component: name, t: expect.any(Number) }]);
      expect(path.events[0].t / t).toBeCloseTo(1, 8);
      expect(path.end).toMatchObject({ status: "horizon", t: 3, extinct: name });
      const [alive, dead] = order(...path.end.r);
      expect(alive).toBeCloseTo(root(x[0] ** 2 + 3), 8);
      expect(dead).toBe(-Infinity);
    }
  });

  it("leaves the other response where it has got to by then", () => {
    // r1 moves at a speed that depends on x2 alone: r1' x1² = x2², so x1² = x10² + ∫ 2 x2² dt = x10² + x20⁴/2.
    const loss = make(driven((_r1, r2) => [Math.exp(2 * r2), -1]));
    const path = followBy(loss, {}, at(0.3, 0.9), options);
    expect(path.end).toMatchObject({ status: "extinct", t: expect.closeTo(0.405, 9) });
    expect(path.end.r[0]).toBeCloseTo(root(0.3 ** 2 + 0.9 ** 4 / 2), 9);
  });

  it.each([
    [at(0.9, 0.4), ["dispreferred", "preferred"], [0.08, 0.405]],
    [at(0.4, 0.9), ["preferred", "dispreferred"], [0.08, 0.405]],
  ] as [Point, ("preferred" | "dispreferred")[], Point][])(
    "may be followed by that of the other: from %s",
    (start, order, times) => {
      const path = followBy(make(constant(-1, -1)), {}, start, options);
      expect(path.events).toEqual(order.map((name, i) => extinction(name, times[i])));
      expect(path.end).toMatchObject({ status: "extinct", extinct: order[0], t: expect.closeTo(0.405, 9) });
      // The margin keeps its sign: the last to die is far above the first.
      expect(path.end.r.map(Math.exp)).toEqual([0, 0]);
      const [first, last] = order[0] === "preferred" ? path.end.r : [path.end.r[1], path.end.r[0]];
      expect(first).toBe(-Infinity);
      expect(last).toBeGreaterThan(-Infinity);
      expect(last).toBeLessThan(-1000);
      if (!options.dense) return;
      const [between] = path.along([path.solution.legs[1].nodes[0].s]);
      expect(between.r.filter(Number.isFinite)).toHaveLength(1);
    },
  );

  it.each([1e-5, 1e-6, 1e-7])("is told from that of the other, %d later", (delay) => {
    for (const swap of [false, true]) {
      const start: Point = [root(0.64 + 2 * delay), root(0.64)];
      const path = followBy(make(constant(-1, -1)), {}, swap ? [start[1], start[0]] : start, options);
      const [first, second] = path.events;
      expect(path.events.map(({ component }) => component)).toEqual(
        swap ? ["preferred", "dispreferred"] : ["dispreferred", "preferred"],
      );
      expect(first.t).toBeCloseTo(0.32, 9);
      expect((second.t - first.t) / delay).toBeCloseTo(1, 1);
    }
  });

  it("reaches every mark on the last stretch to zero, and those of its limit at the very end", () => {
    const marks = [-2, -12, -1000].map((level) => (_r1: number, r2: number) => level - r2);
    const path = followBy(make(constant(0.5, -1)), { horizon: 3 }, at(0.3, 0.8), { ...options, marks });
    const times = [(0.64 - Math.exp(-4)) / 2, (0.64 - Math.exp(-24)) / 2, 0.32];
    expect(path.marks.map(({ t }) => t)).toEqual(times.map((t) => expect.closeTo(t, 9)));
    expect(path.marks[2].t).toBe(path.events[0].t);
  });

  it("happens on a wall, which then ends the run", () => {
    const path = followBy(make(constant(1, -1)), { domain: "box" }, at(0.8, 0.9), options);
    expect(path.events).toEqual([
      { kind: "reach-face", face: "preferred-max", t: expect.closeTo(0.18, 9) },
      extinction("dispreferred", 0.405),
    ]);
    expect(path.end.status).toBe("extinct");
    expect(path.end.r[0]).toBeCloseTo(0, 12);
    expect(path.end.r[1]).toBe(-Infinity);
  });

  it("is followed by the way up to a wall, which ends the run", () => {
    for (const domain of ["box", "simplex"]) {
      const path = followBy(make(constant(1, -1)), { domain }, at(0.3, 0.6), options);
      expect(path.events).toEqual([
        extinction("dispreferred", 0.18),
        {
          kind: "reach-face",
          face: domain === "box" ? "preferred-max" : "simplex",
          t: expect.closeTo(0.455, 9),
        },
      ]);
      expect(path.end.status).toBe("extinct");
      expect(path.end.r[0]).toBeCloseTo(0, 12);
      expect(path.end.r[1]).toBe(-Infinity);
    }
  });

  it("lets go of a wall where the flow of the axis leads away from it", () => {
    // The push against the wall ends far below what can be seen, at r2 = −30.
    const loss = make(driven((_r1, r2) => [r2 === -Infinity ? -1 : Math.tanh(r2 + 30), -1]));
    const path = followBy(loss, { domain: "box" }, at(1, 0.6), options);
    expect(path.events.filter(({ kind }) => kind === "extinction")).toEqual([
      extinction("dispreferred", 0.18),
      extinction("preferred", 0.68),
    ]);
    expect(path.end.t).toBeCloseTo(0.68, 9);
  });

  it("ends at rest on the axis where the force of the survivor vanishes", () => {
    const path = followBy(make(driven((r1) => [-0.7 - r1, -1])), {}, at(0.3, 0.6), options);
    expect(path.end).toMatchObject({ status: "extinct", extinct: "dispreferred" });
    expect(path.end.r[0]).toBeCloseTo(-0.7, 9);
    expect(path.events).toEqual([extinction("dispreferred", 0.18)]);
  });

  it("ends the run on the spot where nothing moves the survivor", () => {
    const path = followBy(make(constant(0, -1)), {}, at(0.3, 0.6), options);
    expect(path.end).toMatchObject({ status: "extinct", t: expect.closeTo(0.18, 9) });
    expect(path.end.r[0]).toBeCloseTo(Math.log(0.3), 12);
  });

  it("does not come at all within a horizon that is shorter, or where a rest point lies before it", () => {
    const short = followBy(make(constant(0.5, -1)), { horizon: 0.32 - 1e-7 }, at(0.3, 0.8), options);
    expect(short.events).toEqual([]);
    expect(short.end).toMatchObject({ status: "horizon", extinct: undefined });
    expect(short.end.r[1]).toBeCloseTo(root(2e-7), 2);
    // f2 falls to zero at r2 = −16, beyond where a response is declared extinct.
    const rest = followBy(
      make(driven((r1, r2) => [-r1 - 0.2, -Math.tanh(r2 + 16)])),
      {},
      at(0.3, 0.8),
      options,
    );
    expect(rest.events).toEqual([]);
    expect(rest.end.status).toBe("stationary");
    expect(gap(rest.end.r, [-0.2, -16])).toBeLessThan(1e-6);
  });
});

describe.each(BOTH)("a kink and an extinction (%o)", (options) => {
  const kinds = ({ events }: ReturnType<typeof followBy>) => events.map(({ kind }) => kind);

  it.each([1, -1])("a kink far down the fall stops it (%d)", (up) => {
    for (const [normal, swap] of [
      [[0, up], false],
      [[up, 0], true],
    ] as [Point, boolean][]) {
      const order = (a: number, b: number): Point => (swap ? [b, a] : [a, b]);
      const before = constant(...order(0.5, -1));
      const beyond = constant(...order(0.5, 1));
      const line = { normal, constant: 20 * up };
      const loss = up > 0 ? kinked(line, beyond, before) : kinked(line, before, beyond);
      const path = followBy(loss, { horizon: 1 }, at(...order(0.5, 0.8)), options);
      expect(path.events).toEqual([{ kind: "kink", t: expect.closeTo(0.32, 9) }]);
      expect(path.end).toMatchObject({ status: "horizon", extinct: undefined });
      expect(gap(path.end.r, order(root(0.25 + 1), -20))).toBeLessThan(1e-8);
    }
  });

  it("a kink in the way of the margin is passed first, however far off", () => {
    // The margin runs through every value as x2 dies; from then on r1 moves as beyond the kink.
    const loss = kinked({ normal: [1, -1], constant: -18 }, constant(0.5, -1), constant(2, -1));
    const path = followBy(loss, { horizon: 1 }, at(0.5, 0.8), options);
    expect(kinds(path)).toEqual(["kink", "extinction"]);
    expect(path.events[1].t).toBeCloseTo(0.32, 9);
    expect(path.end.r[0]).toBeCloseTo(root(0.25 + 0.32 + 4 * 0.68), 8);
  });

  it.each([1, -1])("a kink of the survivor is crossed on the axis (%d)", (up) => {
    const [near, far] = [constant(0.5, -1), constant(2, -1)];
    const line = { normal: [up, 0] as Point, constant: 0 };
    const loss = up > 0 ? kinked(line, near, far) : kinked(line, far, near);
    const path = followBy(loss, { horizon: 1 }, at(0.5, 0.8), options);
    expect(path.events).toEqual([
      extinction("dispreferred", 0.32),
      { kind: "kink", t: expect.closeTo(0.75, 9) },
    ]);
    expect(path.end.status).toBe("horizon");
    expect(path.end.r[0]).toBeCloseTo(root(1 + 4 * 0.25), 8);
  });

  it.each([1, -1])("a kink of the survivor holds it where both sides point at it (%d)", (up) => {
    const [near, far] = [constant(0.5, -1), constant(-2, -1)];
    const line = { normal: [up, 0] as Point, constant: 0 };
    const loss = up > 0 ? kinked(line, near, far) : kinked(line, far, near);
    const path = followBy(loss, {}, at(0.5, 0.8), options);
    expect(kinds(path)).toEqual(["extinction", "kink"]);
    expect(path.end).toMatchObject({ status: "extinct", t: expect.closeTo(0.75, 9) });
    expect(path.end.r[0]).toBeCloseTo(0, 12);
    expect(path.end.r[1]).toBe(-Infinity);
  });

  it("a response dies while the other is held by a kink", () => {
    const line = { normal: [1, 0] as Point, constant: 0 };
    const path = followBy(kinked(line, constant(1, -1), constant(-1, -1)), {}, at(0.8, 0.9), options);
    expect(path.events.slice(0, 2)).toEqual([
      { kind: "kink", t: expect.closeTo(0.18, 9) },
      extinction("dispreferred", 0.405),
    ]);
    expect(path.end).toMatchObject({ status: "extinct", extinct: "dispreferred" });
    expect(path.end.t).toBeCloseTo(0.405, 9);
    expect(path.end.r[0]).toBeCloseTo(0, 9);
  });
});
