import { describe, expect, it } from "vitest";
import { relativeError } from "../../settings.js";
import { type Driven, driven, followBy, gap, kinked, type Line, make, type Point } from "../byForce.js";

const logRatio = { geometry: { name: "log-ratio" } };

/** A constant force. */
const constant = (...f: Point): Driven => driven(() => f);

const kinds = ({ events }: ReturnType<typeof followBy>) => events.map(({ kind }) => kind);

/** Coordinates along a line, w, and across it, u; both sides of the line given as forces in them. */
function across({ normal: [n1, n2], constant: c }: Line) {
  const length = Math.hypot(n1, n2);
  const [e1, e2] = [n1 / length, n2 / length];
  const to = (r1: number, r2: number): Point => [-e2 * r1 + e1 * r2, e1 * r1 + e2 * r2 + c / length];
  const from = (w: number, u: number): Point => {
    const d = u - c / length;
    return [-e2 * w + e1 * d, e1 * w + e2 * d];
  };
  const force = (f: (w: number, u: number) => Point): Driven =>
    driven((r1, r2) => {
      const [fw, fu] = f(...to(r1, r2));
      return [-e2 * fw + e1 * fu, e1 * fw + e2 * fu];
    });
  return { to, from, force };
}

const LINES: [string, Line][] = [
  ["r2 = −1", { normal: [0, 1], constant: 1 }],
  ["r1 = −1", { normal: [-1, 0], constant: -1 }],
  ["r1 − r2 = 0.3", { normal: [1, -1], constant: -0.3 }],
  ["2 r1 + 0.7 r2 = −1", { normal: [2, 0.7], constant: 1 }],
];

describe.each(LINES)("a kink along %s", (_name, line) => {
  const { to, from, force } = across(line);

  it.each([1, -1])("is slid along while both sides point at it, at the mean that stays on it (%d)", (up) => {
    // Towards the line at speeds 1 and 3, along it at 0.5 and 2: share 1/4 of the far side.
    const near = force(() => [0.5, up]);
    const far = force(() => [2, -3 * up]);
    const loss = up > 0 ? kinked(line, near, far) : kinked(line, far, near);
    for (const w of [-0.7, 0.1, 0.33, 0.9]) {
      const path = followBy(loss, { ...logRatio, horizon: 2 }, from(w, -0.4 * up));
      expect(kinds(path)).toEqual(["kink"]);
      expect(path.events[0].t).toBeCloseTo(0.4, 10);
      expect(path.end.status).toBe("horizon");
      expect(path.arcs().map(({ free }) => free)).toEqual([true, false]);
      expect(gap(path.end.r, from(w + 0.2 + 1.6 * (0.75 * 0.5 + 0.25 * 2), 0))).toBeLessThan(1e-9);
      for (const { r } of path.arcs()[1].points) expect(Math.abs(to(...r)[1])).toBeLessThan(1e-14);
    }
  });

  it.each([1, -1])("is let go of where the far side no longer points at it, and met again (%d)", (up) => {
    // Beyond it u' = up·w(1.5 − w): towards the line for w < 0 and w > 1.5, and back on it at w = 2.25.
    const near = force(() => [1, up]);
    const far = force((w) => [1, up * w * (1.5 - w)]);
    const loss = up > 0 ? kinked(line, near, far) : kinked(line, far, near);
    const at = (horizon: number) => followBy(loss, { ...logRatio, horizon }, from(-1.2, -0.3 * up));
    expect(gap(at(1).end.r, from(-0.2, 0))).toBeLessThan(1e-9);
    expect(gap(at(2.2).end.r, from(1, up * (0.75 - 1 / 3)))).toBeLessThan(1e-9);
    const path = at(4);
    expect(kinds(path)).toEqual(["kink", "kink"]);
    expect(path.events.map(({ t }) => t)).toEqual([0.3, 3.45].map((t) => expect.closeTo(t, 8)));
    expect(path.arcs().map(({ free }) => free)).toEqual([true, false, true, false]);
    expect(path.arcs()[2].points[0].t).toBeCloseTo(1.2, 8);
    expect(gap(path.end.r, from(2.8, 0))).toBeLessThan(1e-9);
  });

  it.each([1, -1])("is let go of on the side it was met from, once that side points away (%d)", (up) => {
    const near = force((w) => [1, -up * w]);
    const far = force(() => [1, -up]);
    const loss = up > 0 ? kinked(line, near, far) : kinked(line, far, near);
    const path = followBy(loss, { ...logRatio, horizon: 2.5 }, from(-1, -0.25 * up));
    expect(kinds(path)).toEqual(["kink"]);
    // u = −0.25 + (1 − w²)/2 on the way there.
    expect(path.events[0].t).toBeCloseTo(1 - Math.SQRT1_2, 8);
    expect(path.arcs().map(({ free }) => free)).toEqual([true, false, true]);
    expect(gap(path.end.r, from(1.5, (-up * 1.5 ** 2) / 2))).toBeLessThan(1e-9);
  });

  it.each([1, -1])("is crossed where the far side points on (%d)", (up) => {
    const near = force(() => [0.5, up]);
    const far = force(() => [-1, 2 * up]);
    const loss = up > 0 ? kinked(line, near, far) : kinked(line, far, near);
    const path = followBy(loss, { ...logRatio, horizon: 1 }, from(0.2, -0.4 * up));
    expect(kinds(path)).toEqual(["kink"]);
    expect(path.events[0].t).toBeCloseTo(0.4, 10);
    expect(path.arcs().map(({ free }) => free)).toEqual([true, true]);
    expect(gap(path.end.r, from(0.4 - 0.6, 1.2 * up))).toBeLessThan(1e-9);
  });

  it.each([1, -1])("is left to the side that points away from it by a start on it (%d)", (up) => {
    const loss = kinked(
      line,
      force(() => [0.5, up]),
      force(() => [-1, 2 * up]),
    );
    const path = followBy(loss, { ...logRatio, horizon: 0.5 }, from(0.2, 0));
    expect(path.end.status).toBe("horizon");
    expect(gap(path.end.r, up > 0 ? from(-0.3, 1) : from(0.45, -0.5))).toBeLessThan(1e-9);
  });
});

describe("walls", () => {
  const box = { ...logRatio, domain: "box" };

  it("end a run in the corner into which the flow pushes", () => {
    const path = followBy(make(constant(1, 1)), box, [-0.5, -0.9]);
    expect(path.events).toEqual([
      { kind: "reach-face", face: "preferred-max", t: expect.closeTo(0.5, 10) },
      { kind: "reach-face", face: "dispreferred-max", t: expect.closeTo(0.9, 10) },
    ]);
    expect(path.end).toMatchObject({ status: "stationary", t: expect.closeTo(0.9, 10) });
    expect(gap(path.end.r, [0, 0])).toBe(0);
  });

  it("are exchanged for one another in a corner that the flow turns around in", () => {
    // Held by r1 ≤ 0 until the force turns at the height of the corner, then along r2 ≤ 0.
    const path = followBy(make(driven((_r1, r2) => [-1 - 2 * r2, 1])), { ...box, horizon: 2 }, [-0.1, -1]);
    expect(path.events.map(({ kind, face }) => [kind, face])).toEqual([
      ["reach-face", "preferred-max"],
      ["leave-face", "preferred-max"],
      ["reach-face", "dispreferred-max"],
    ]);
    // r1' = 1 − 2t while r2 = −1 + t: on the wall from the root of t − t² = 0.1 to t = 1/2.
    const met = (1 - Math.sqrt(0.6)) / 2;
    expect(path.events.map(({ t }) => t)).toEqual([met, 0.5, 1].map((t) => expect.closeTo(t, 9)));
    // From (0, 0) at t = 1/2: r1 = −(t − 1/2)² until t = 1, then at speed −1.
    expect(gap(path.end.r, [-0.25 - 1, 0])).toBeLessThan(1e-9);
  });

  it("hold only what they push back, where a metric couples the responses", () => {
    // v = (−1, 1/2) in the corner: along r1 = 0 the flow would leave r2 ≤ 0 alone, but nothing pushes against r1 ≤ 0.
    const geometry = { name: "kernel", matrix: [1, -0.9, 1] };
    const loss = make(constant(-0.55 / 0.19, -0.4 / 0.19));
    const path = followBy(loss, { geometry, domain: "box", horizon: 1 }, [0, 0]);
    expect(path.events.map(({ kind, face }) => [kind, face])).toEqual([
      ["reach-face", "preferred-max"],
      ["reach-face", "dispreferred-max"],
      ["leave-face", "preferred-max"],
    ]);
    expect(gap(path.end.r, [-0.55, 0])).toBeLessThan(1e-10);
  });

  it("hold a run that crosses a kink, without being reached anew", () => {
    const line: Line = { normal: [0, 1], constant: 1 };
    for (const [above, r2, status] of [
      [constant(0.5, 2), -0.4, "horizon"],
      [constant(1, -1), -1, "stationary"],
    ] as const) {
      const loss = kinked(line, constant(1, 1), above);
      const path = followBy(loss, { ...box, horizon: 1.5 }, [-0.5, -2.2]);
      expect(path.events).toEqual([
        { kind: "reach-face", face: "preferred-max", t: expect.closeTo(0.5, 10) },
        { kind: "kink", t: expect.closeTo(1.2, 10) },
      ]);
      expect(path.end.status).toBe(status);
      expect(gap(path.end.r, [0, r2])).toBeLessThan(1e-10);
    }
  });

  it("let go of a run at a kink beyond which the flow points inwards", () => {
    const loss = kinked({ normal: [0, 1], constant: 1 }, constant(1, 1), constant(-0.5, 2));
    const path = followBy(loss, { ...box, horizon: 1.5 }, [-0.5, -2.2]);
    expect(path.events).toEqual([
      { kind: "reach-face", face: "preferred-max", t: expect.closeTo(0.5, 10) },
      { kind: "kink", t: expect.closeTo(1.2, 10) },
      { kind: "leave-face", face: "preferred-max", t: expect.closeTo(1.2, 10) },
    ]);
    expect(gap(path.end.r, [-0.15, -0.4])).toBeLessThan(1e-9);
  });

  it("stop a run that slides along a kink", () => {
    const line: Line = { normal: [0, 1], constant: 1 };
    const rests = followBy(kinked(line, constant(1, 1), constant(1, -1)), box, [-2, -1.5]);
    expect(rests.events).toEqual([
      { kind: "kink", t: expect.closeTo(0.5, 10) },
      { kind: "reach-face", face: "preferred-max", t: expect.closeTo(2, 10) },
    ]);
    expect(rests.end).toMatchObject({ status: "stationary", t: expect.closeTo(2, 10) });
    expect(gap(rests.end.r, [0, -1])).toBe(0);
  });

  it("are met by a run that has let go of a kink", () => {
    const loss = kinked(
      { normal: [0, 1], constant: 1 },
      constant(1, 1),
      driven((r1) => [1, r1 + 1]),
    );
    const path = followBy(loss, { ...box, horizon: 3 }, [-2, -1.5]);
    // Along r2 = −1 from r1 = −1.5 to −1, then r2 = −1 + (r1 + 1)²/2 up to the wall, and along it at speed 1.
    expect(path.events).toEqual([
      { kind: "kink", t: expect.closeTo(0.5, 9) },
      { kind: "reach-face", face: "preferred-max", t: expect.closeTo(2, 9) },
      { kind: "reach-face", face: "dispreferred-max", t: expect.closeTo(2.5, 9) },
    ]);
    expect(path.end.status).toBe("stationary");
    expect(gap(path.end.r, [0, 0])).toBe(0);
  });
});

describe("the range of doubles", () => {
  it.each([
    [
      [1, -1],
      [-5, 3],
    ],
    [
      [-1, 0.5],
      [2, 1],
    ],
  ] as [Point, Point][])("is no limit to a response that grows for ever: %s", (force, start) => {
    const path = followBy(make(constant(...force)), { ...logRatio, horizon: 1e6 }, start);
    expect(path.end.status).toBe("horizon");
    for (const i of [0, 1] as const) {
      expect(relativeError(path.end.r[i], start[i] + 1e6 * force[i])).toBeLessThan(1e-9);
    }
  });
});
