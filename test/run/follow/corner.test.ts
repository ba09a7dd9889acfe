import { describe, expect, it } from "vitest";
import { createFlow } from "../../../src/model/flow.js";
import { followFlow } from "../../../src/run/follow/followFlow.js";
import { settings } from "../../settings.js";

const dpop = { name: "dpop", beta: 0.1, lambda: 50 };

describe("near π_w = 1, where the kink of DPOP touches the edge of the simplex", () => {
  it("no kink is met on the edge itself", () => {
    const all = settings({ loss: dpop, geometry: { name: "log-ratio" }, domain: "simplex", horizon: 1e5 });
    const { end, events } = followFlow(createFlow(all), [0.6, 0.2], all);
    expect(events.map(({ kind }) => kind)).toEqual(["reach-face"]);
    // From an integrator of order 13 in 128 bits.
    expect(events[0].t).toBeCloseTo(0.06792846045240049, 11);
    expect(end.status).toBe("horizon");
    expect(end.t).toBe(1e5);
    expect(end.r[0]).toBeLessThanOrEqual(0);
    expect(end.r[0]).toBeGreaterThan(-1e-12);
    expect(end.r[1]).toBeCloseTo(-69.02794171266824, 8);
  });

  it.each([
    [[0.6, 0.2], -75.98158598849326],
    [[0.2, 0.1], -75.98202851677246],
    [[0.3, 0.6], -75.98122519277807],
  ] as [[number, number], number][])(
    "no probability passes 1 in softmax, and no kink is met: from %s",
    (x0, r2) => {
      const all = settings({
        loss: dpop,
        geometry: { name: "softmax", others: 1 },
        domain: "simplex",
        horizon: 1e5,
      });
      const path = followFlow(createFlow(all), x0, all);
      expect(path.events).toEqual([]);
      expect(path.end.r[1]).toBeCloseTo(r2, 8);
      for (const t of [10, 1e3, 3e3, 1e4, 5e4, 1e5]) expect(path.at(t).r[0]).toBeLessThanOrEqual(0);
    },
  );
});
