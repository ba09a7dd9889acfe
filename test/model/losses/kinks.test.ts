import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { losses } from "../../../src/model/losses/registry.js";
import { lossAtPoint, SEED } from "./arbitrary.js";
import { logGradientOf } from "./gradientOf.js";

const KINKED = ["hinge", "dpop", "slic"];
const close = (a: number, b: number, size: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(64 * Number.EPSILON * (1 + size));

it("kinks are where the formulas have them", () => {
  for (const { name, parameters, create } of Object.values(losses)) {
    const loss = create(parameters.parse({}), { preferred: 0.3, dispreferred: 0.2 });
    expect(Boolean(loss.kink), name).toBe(KINKED.includes(name));
  }
});

describe.each(KINKED)("%s", (name) => {
  it("has branches that meet on the line and hold on their sides of it", () => {
    fc.assert(
      fc.property(lossAtPoint(name), ({ loss, r }) => {
        const { kink } = loss;
        if (!kink) throw new Error("no kink");
        const [n1, n2] = kink.normal;
        const [r1, r2] = r;
        const value = kink.value(r1, r2);
        // Linear with that gradient.
        close(kink.value(r1 + 2, r2 + 3), value + 2 * n1 + 3 * n2, Math.abs(r1) + Math.abs(r2));
        const branch = value < 0 ? kink.below : kink.above;
        expect(loss.value(r1, r2)).toBe(branch.value(r1, r2));
        const [g, h] = [new Float64Array(4), new Float64Array(4)];
        logGradientOf(loss, r1, r2, g);
        logGradientOf(branch, r1, r2, h);
        expect([...g]).toEqual([...h]);
        expect(kink.below.kink ?? kink.above.kink).toBeUndefined();

        const step = value / (n1 * n1 + n2 * n2);
        const [k1, k2] = [r1 - step * n1, r2 - step * n2];
        const size = Math.abs(kink.below.value(k1, k2)) + 150 * (Math.abs(k1) + Math.abs(k2));
        close(kink.below.value(k1, k2), kink.above.value(k1, k2), size);
      }),
      SEED,
    );
  });
});

it("hinge bends at m = 1/β, dpop at r1 = 0, slic at log π_w − log π_l = δ", () => {
  const reference = { preferred: 0.4, dispreferred: 0.1 };
  const make = (name: string, parameters: object) =>
    losses[name].create(losses[name].parameters.parse(parameters), reference);
  expect(make("hinge", { beta: 0.5 }).kink?.value(3, 1)).toBe(0);
  expect(make("dpop", {}).kink?.value(0, 7)).toBe(0);
  expect(make("slic", { delta: 2 }).kink?.value(2 - Math.log(4), 0)).toBeCloseTo(0, 15);
});
