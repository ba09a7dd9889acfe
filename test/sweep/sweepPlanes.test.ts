import { describe, expect, it } from "vitest";
import { parseScenario } from "../../src/index.js";
import type { PlaneFamily } from "../../src/model/planes/family.js";
import { planes } from "../../src/model/planes/registry.js";
import { expand } from "../../src/scenario/expand.js";
import { planSweep } from "../../src/sweep/planSweep.js";
import { reviewSweep } from "../../src/sweep/review.js";
import { startsOf } from "../../src/sweep/starts.js";
import { summariseSweep } from "../../src/sweep/summary.js";
import { sweep } from "../../src/sweep/sweep.js";
import { SWEEP_PLANES, sweepBox, sweepPlane } from "../../src/sweep/sweepPlanes.js";

const reference = { preferred: 0.3, dispreferred: 0.7 };
const P = [reference.preferred, reference.dispreferred];

describe.each(SWEEP_PLANES)("a sweep over the plane %s", (name) => {
  const { to, from }: PlaneFamily = planes[name];

  it("ends where each probability is 1", () => {
    const { u, v } = sweepBox(name, reference);
    for (const [i, [low, high]] of [u, v].entries()) {
      expect(from(high, P[i]) * P[i]).toBeCloseTo(1, 14);
      expect(low).toBeLessThan(high);
    }
  });

  it("has starts that are even in its coordinates, and values everywhere", async () => {
    const [panel] = expand(
      parseScenario(`starts: { a: [0.1, 0.1] }\nreference: { preferred: 0.3, dispreferred: 0.7 }`, "any"),
    );
    const plan = planSweep(panel, { plane: name, starts: { kind: "grid", nx: 4, ny: 3 } });
    const start = startsOf(plan);
    const { u, v } = sweepBox(name, reference);
    const x = new Float64Array(2);
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 4; column++) {
        start(row, column, x);
        expect(to(x[0], P[0])).toBeCloseTo(u[0] + ((u[1] - u[0]) * (column + 0.5)) / 4, 12);
        expect(to(x[1], P[1])).toBeCloseTo(v[0] + ((v[1] - v[0]) * (row + 0.5)) / 3, 12);
      }
    }
    const result = await sweep(plan);
    expect(summariseSweep(result, reviewSweep(result), "1")).toMatchObject({ starts: { plane: name } });
    expect(result.arrays.finalPreferred?.every((value) => value > 0)).toBe(true);
  });
});

describe.each(Object.values(planes) as readonly PlaneFamily[])("the plane $name", (plane) => {
  it("has a sweep that is even in it", () => {
    const swept = sweepPlane(plane.name);
    expect(SWEEP_PLANES).toContain(swept);
    expect("interval" in plane.grid).toBe(swept === plane.name);
    const { from }: PlaneFamily = planes[swept];
    for (const [i, [low, high]] of Object.values(sweepBox(swept, reference)).entries()) {
      const at = (share: number) => plane.to(from(low + (high - low) * share, P[i]), P[i]);
      expect((at(0.75) - at(0.5)) / (at(0.5) - at(0.25))).toBeCloseTo(1, 12);
    }
  });
});
