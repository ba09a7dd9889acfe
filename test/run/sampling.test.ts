import { describe, expect, it } from "vitest";
import { atTime } from "../../src/run/atTime.js";
import type { Approach, Arc, Path, PathEnd, PathPoint, Stretch } from "../../src/run/path.js";
import { drawingReadings, evenReadings, toSample } from "../../src/run/sampling.js";
import { driven, flowBy, followBy, make, type Point } from "./byForce.js";

/** A path that no integrator has made: a curve against its clock, with points at these readings. */
function pathOf(
  r: (s: number) => Point,
  end: number,
  more: { nodes?: number[]; extinct?: PathEnd["extinct"]; fading?: Stretch[]; approach?: Approach } = {},
): Path {
  const { nodes = [], extinct, fading = [], approach } = more;
  const at = (s: number): PathPoint => ({ s, r: r(s), t: s * s });
  const middle = Math.floor(nodes.length / 2);
  const arc = (own: number[], last: number): Arc => ({ points: own.map(at), end: at(last), free: true });
  const rest: Omit<Path, "at"> = {
    events: [],
    end: { ...at(end), status: extinct ? "extinct" : "horizon", extinct, approach },
    arcs: () => [arc(nodes.slice(0, middle), nodes[middle]), arc(nodes.slice(middle), end)],
    along: (readings) => readings.map(at),
    fading: () => fading,
  };
  return { ...rest, at: (t) => atTime(rest, t) };
}

const close = (values: readonly number[]) => values.map((v) => expect.closeTo(v, 9));

describe("even readings", () => {
  const straight = (end: number, fading: Stretch[] = []) => pathOf((s) => [s, -s], end, { fading });

  it("leave out the stretches on which a response has faded", () => {
    expect(evenReadings(straight(10, [{ from: 4, to: 6 }]), 5)).toEqual([0, 2, 6, 8, 10]);
    const two = [
      { from: 2, to: 3 },
      { from: 7, to: 9 },
    ];
    expect(evenReadings(straight(10, two), 8)).toEqual([0, 1, 3, 4, 5, 6, 9, 10]);
    expect(evenReadings(straight(10, [{ from: 8, to: 10 }]), 5)).toEqual([0, 2, 4, 6, 10]);
  });

  it("are at distances of four digits, the last at the very end", () => {
    expect(evenReadings(straight(10), 4)).toEqual([0, 3.333, 6.666, 10]);
    expect(evenReadings(straight(2000), 4)).toEqual([0, 666.6, 1333.2, 2000]);
    expect(evenReadings(straight(0.02), 4)).toEqual(close([0, 0.006666, 0.013332, 0.02]));
  });

  it("are all 0 on a path that ends where it starts", () => {
    expect(evenReadings(straight(0), 3)).toEqual([0, 0, 0]);
  });
});

describe("drawing readings", () => {
  const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

  it("are even over a path that nobody dies on, with one at every bend", () => {
    const path = pathOf((s) => [s, -s], 10, { nodes: [0, 3, 3.7, 8] });
    expect(drawingReadings(path, 6)).toEqual([0, 2, 3.7, 4, 6, 8, 10]);
  });

  it.each(["preferred", "dispreferred"] as const)(
    "are dense until the dying response is a thousandth of its largest value, and few from there: %s",
    (extinct) => {
      // It rises to log 2 at s = 1 and falls at unit rate; the other one rises.
      const dying = (s: number) => Math.log(2) - Math.abs(s - 1);
      const r = (s: number): Point => (extinct === "preferred" ? [dying(s), s] : [s, dying(s)]);
      const path = pathOf(r, 21, { nodes: all(0, 20), extinct });
      const gone = 1 + Math.log(1000);
      // Fourteen up to there, three from there on, and the bend at s = 10.
      const even = Array.from({ length: 14 }, (_, i) => (gone * i) / 13);
      const expected = [...even, 10, (gone + 21) / 2, 21];
      expect(drawingReadings(path, 14)).toEqual(close(expected));
    },
  );

  it("are even where the dying response never fades before the last point", () => {
    const path = pathOf((s) => [0, -s], 5, { nodes: [0, 1, 2, 3], extinct: "dispreferred" });
    expect(drawingReadings(path, 6)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("a row of output", () => {
  const loss = make(driven(() => [-1, -1]));
  const row = (...r: Point) => toSample(flowBy(loss), { s: 1, r, t: 7 });

  it("holds the time, the ratios, the loss and the margin", () => {
    expect(row(-1, -3)).toEqual({
      t: 7,
      x1: Math.exp(-1),
      x2: Math.exp(-3),
      r1: -1,
      r2: -3,
      loss: 4,
      margin: 2,
    });
  });

  it("has an infinite margin where one response is extinct", () => {
    expect(row(-2, -Infinity)).toMatchObject({ x2: 0, margin: Infinity });
    expect(row(-Infinity, -2)).toMatchObject({ x1: 0, margin: -Infinity });
    expect(row(-1e6, -Infinity)).toMatchObject({
      x1: 0,
      x2: 0,
      r1: -Infinity,
      r2: -Infinity,
      margin: Infinity,
    });
  });

  it("has its margin also where a ratio is beyond the range of doubles", () => {
    expect(row(-1, -800)).toMatchObject({ x2: 0, r2: -800, margin: 799 });
    expect(row(900, -800)).toMatchObject({ x1: Infinity, r1: 900, margin: 1700 });
  });
});

describe("where a path is at a time", () => {
  const nodes = [0, 1, 2, 3];

  it("is found between points and after the last of them", () => {
    const path = pathOf((s) => [s, 2 * s], 4, { nodes });
    for (const t of [0, 0.3, 1, 5, 9, 12.25, 15.9]) {
      expect(path.at(t).s).toBeCloseTo(Math.sqrt(t), 9);
      expect(path.at(t).t).toBeCloseTo(t, 9);
    }
    expect(path.at(16)).toEqual({ s: 4, r: [4, 8], t: 16 });
    expect(path.at(17)).toEqual({ s: 4, r: [4, 8], t: 16 });
  });

  it("comes closer to a rest point after the end as time goes on", () => {
    const approach = { from: [3.5, 9], rate: 0.5 };
    const path = pathOf((s) => [s, 2 * s], 4, { nodes, approach });
    for (const later of [0, 1, 4]) {
      const left = Math.exp(-0.5 * later);
      expect(path.at(16 + later)).toEqual({ s: 4, r: close([4 - 0.5 * left, 8 + left]), t: 16 });
    }
  });

  it("leaves an extinct response where it is", () => {
    const approach = { from: [3.5, -20], rate: 0.5 };
    const path = pathOf((s) => [s, s < 4 ? -s : -Infinity], 4, { nodes, approach });
    expect(path.at(18).r).toEqual([expect.closeTo(4 - 0.5 / Math.E, 9), -Infinity]);
  });
});

describe("the fading of a response", () => {
  /** Where the e-folding time x²/f of a response is 1e-9 of the time, for a fall by x² = x0² − 2t. */
  const faded = (t: number) => Math.log(1e-9 * t) / 2;

  it("goes from an e-folding time of a thousand-millionth of the time to the extinction", () => {
    const path = followBy(make(driven(() => [0.5, -1])), { horizon: 3 }, [Math.log(0.3), Math.log(0.8)]);
    const [stretch, ...others] = path.fading();
    expect(others).toEqual([]);
    const [from, before] = path.along([stretch.from, stretch.to - 1e-9]);
    expect(from.r[1]).toBeCloseTo(faded(0.32), 6);
    expect(before.r[1]).toBeLessThan(-13);
    expect(path.along([stretch.to + 1e-9])[0].r[1]).toBe(-Infinity);
  });

  it("comes twice where both die, and not at all where none does", () => {
    const path = followBy(make(driven(() => [-1, -1])), {}, [Math.log(0.9), Math.log(0.4)]);
    expect(path.fading()).toHaveLength(2);
    const [first, second] = path.along(path.fading().map(({ from }) => from));
    expect(first.r).toEqual([expect.closeTo(Math.log(0.81 - 0.16) / 2, 6), expect.closeTo(faded(0.08), 6)]);
    expect(second.r).toEqual([expect.closeTo(faded(0.405), 6), -Infinity]);
    expect(path.fading()[1].from).toBeGreaterThan(path.fading()[0].to);
    const alive = followBy(make(driven(() => [1, -1])), { horizon: 0.1 }, [0, 0]);
    expect(alive.fading()).toEqual([]);
  });

  it("comes on the leg along a wall too", () => {
    const path = followBy(make(driven(() => [1, -1])), { domain: "box" }, [Math.log(0.8), Math.log(0.9)]);
    const [{ from, to }] = path.fading();
    expect(path.along([from])[0].r).toEqual([expect.closeTo(0, 9), expect.closeTo(faded(0.405), 6)]);
    expect(to).toBe(path.end.s);
  });
});
