import { describe, expect, it } from "vitest";
import { createFlow } from "../../../src/model/flow.js";
import { followFlow } from "../../../src/run/follow/followFlow.js";
import { settings } from "../../settings.js";

/** Follows one start without dense output, where the last stretch to zero is a quadrature. */
function extinctionTime(beta: number, x0: [number, number], relative: number): number {
  const changes = { loss: { name: "dpo", beta }, domain: "box" as const, horizon: 1e9 };
  const given = settings({ ...changes, tolerance: { relative, absolute: 1e-12 } });
  const { end, events } = followFlow(createFlow(given), x0, given, { dense: false });
  expect(end.status).toBe("extinct");
  return events.find(({ kind }) => kind === "extinction")?.t ?? Number.NaN;
}

describe("an early death knows the error of its time", () => {
  it("where the fall becomes slower on its way, at any tolerance", () => {
    // On the wall x1 = 1 a margin of 700 takes 500 units of time, the first of them next to none.
    for (const relative of [1e-2, 1e-3, 1e-4, 1e-6, 1e-9]) {
      const t = extinctionTime(1.999, [1, 0.919708667261205], relative);
      expect(Math.abs(t / 500.4198285111636 - 1)).toBeLessThan(relative);
    }
  });

  it.each([0.1, 0.5, 1, 1.5, 1.9, 1.99])("and agrees with a tighter one, β = %d", (beta) => {
    for (const x0 of [
      [1, 0.9],
      [0.3, 0.5],
      [0.9, 0.1],
      [0.05, 0.95],
    ] as [number, number][]) {
      const exact = extinctionTime(beta, x0, 1e-10);
      for (const relative of [1e-2, 1e-4, 1e-6])
        expect(Math.abs(extinctionTime(beta, x0, relative) / exact - 1)).toBeLessThan(relative);
    }
  });
});
