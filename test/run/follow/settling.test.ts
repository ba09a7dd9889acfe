import { describe, expect, it } from "vitest";
import { createFlow } from "../../../src/model/flow.js";
import { followFlow } from "../../../src/run/follow/followFlow.js";
import type { Velocity } from "../../../src/run/follow/mode.js";
import { settling } from "../../../src/run/follow/settling.js";
import { relativeError, settings } from "../../settings.js";

/** r1 moves at speed 1, r2 decays to `rest` at a rate that is a power of e. */
const relaxing =
  (logRate: number, rest = -3): Velocity =>
  (_r1, r2, out) => {
    const [slow, fast] = [0, logRate + Math.log(Math.abs(r2 - rest))];
    const top = Math.max(slow, fast);
    out.set([Math.exp(slow - top), Math.sign(rest - r2) * Math.exp(fast - top)]);
    return top;
  };

describe("a response that settles at once", () => {
  it.each([40, 700, 2000])("is put to where it does so: rate e^%d", (logRate) => {
    for (const off of [0.1, 1e-4, -1e-9]) {
      const y = Float64Array.of(0.5, -3 + off, 1);
      expect(settling(relaxing(logRate))(y)).toBe(true);
      expect(y[0]).toBe(0.5);
      expect(Math.abs(y[1] + 3)).toBeLessThan(1e-14);
    }
  });

  it.each<[string, Velocity, number]>([
    ["slowly", relaxing(20), -3.0001],
    ["after a way on which the other still moves", (r1, r2, out) => relaxing(22 - 3 * r2)(r1, r2, out), 0],
    ["nowhere", (_r1, r2, out) => relaxing(700)(_r1, -6 - r2, out), -3.0001],
  ])("is left alone where it settles %s", (_how, velocity, r2) => {
    const y = Float64Array.of(0.5, r2, 1);
    expect(settling(velocity)(y)).toBe(false);
    expect(y[1]).toBe(r2);
  });

  it("is left alone where the other one moves as fast", () => {
    const both: Velocity = (_r1, r2, out) => {
      out.set([1, 1e3 * (-3 - r2)]);
      return 60;
    };
    expect(settling(both)(Float64Array.of(0.5, -3.0001, 1))).toBe(false);
  });
});

/** ∫ e^(2r)/(2(rest − r)) dr from `from` to 0, by Simpson's rule: when SPPO's x1 is at the wall, whatever x2 does. */
function wallTime(rest: number, from: number, n = 2000): number {
  const [h, at] = [-from / n, (r: number) => Math.exp(2 * r) / (2 * (rest - r))];
  let sum = 0;
  for (let k = 0; k <= n; k++) sum += (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2) * at(from + k * h);
  return (sum * h) / 3;
}

describe("SPPO whose x2 has settled while x1 has hardly set out", () => {
  it.each([0.001, 0.002, 0.005, 0.01, 0.02])("β = %d: x1 meets the wall when it should", (beta) => {
    const panel = settings({ loss: { name: "sppo", beta } });
    for (const dense of [true, false]) {
      const { end, events, stats } = followFlow(createFlow(panel), [0.2, 0.1], panel, { dense });
      expect(end.status).toBe("stationary");
      expect(relativeError(end.t, wallTime(1 / (2 * beta), Math.log(0.2)))).toBeLessThan(1e-9);
      expect(end.r[0] + 0).toBe(0);
      expect(Math.abs(end.r[1] + 1 / (2 * beta))).toBeLessThan(1e-9);
      expect(events.map(({ kind, face }) => [kind, face])).toEqual([["reach-face", "preferred-max"]]);
      expect(stats.evaluations).toBeLessThan(5000);
    }
  });

  it("Cal-DPO likewise: r1 = −r2 = 1/(2β) + σ(−m) in the quadrant", () => {
    const panel = settings({
      loss: { name: "cal-dpo", beta: 0.01 },
      domain: "quadrant",
      horizon: 1e60,
    });
    const { end } = followFlow(createFlow(panel), [0.2, 0.1], panel);
    expect(end.status).toBe("stationary");
    expect(Math.abs(end.r[0] - 50)).toBeLessThan(1e-9);
    expect(Math.abs(end.r[1] + 50)).toBeLessThan(1e-9);
  });
});
