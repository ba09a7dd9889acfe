import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { losses } from "../../../src/model/losses/registry.js";
import { lossAtPoint, SEED } from "./arbitrary.js";
import { logGradientOf } from "./gradientOf.js";

/** Far enough out for every loss to have arrived at its limit, or to be on its way to infinity. */
const FAR = -1e7;

describe.each(Object.keys(losses))("%s at an extinct response", (name) => {
  it.each([0, 1])("has the limit of r[%i] → −∞", (dead) => {
    const [near, limit] = [new Float64Array(4), new Float64Array(4)];
    fc.assert(
      fc.property(lossAtPoint(name, 5), ({ loss, r }) => {
        const at = (far: number): [number, number] => (dead === 0 ? [far, r[1]] : [r[0], far]);
        const [value, edge] = [loss.value(...at(FAR)), loss.value(...at(-Infinity))];
        expect(edge).not.toBeNaN();
        if (Number.isFinite(edge))
          expect(Math.abs(value - edge)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(edge)));
        else expect(Math.sign(edge) * value).toBeGreaterThan(100);

        logGradientOf(loss, ...at(FAR), near);
        logGradientOf(loss, ...at(-Infinity), limit);
        for (const i of [0, 2]) {
          const [log, exact] = [near[i + 1], limit[i + 1]];
          expect(exact).not.toBeNaN();
          if (exact === -Infinity) expect(log).toBeLessThan(-1e3);
          else if (exact === Infinity) expect(log).toBeGreaterThan(10);
          else expect(Math.abs(log - exact)).toBeLessThanOrEqual(1e-9);
          if (exact !== -Infinity) expect(limit[i]).toBe(near[i]);
        }
      }),
      SEED,
    );
  });
});

describe("limits in numbers", () => {
  const reference = { preferred: 0.4, dispreferred: 0.2 };
  const value = (name: string, r: [number, number]) =>
    losses[name].create(losses[name].parameters.parse({}), reference).value(...r);

  it.each([
    ["dpo", 0],
    ["cdpo", Infinity],
    ["robust-dpo", -Infinity],
    ["hinge", 0],
    ["ipo", Infinity],
    ["exo", Math.log(1 / 0.999)],
    ["discopop", 0],
    ["nca", 1.5 * Math.LN2],
    ["sppo", Infinity],
    ["bdpo", Math.log1p(2 ** -0.1)],
    ["apo-zero", 0.5],
    ["apo-down", 0.5],
    ["slic", -0.1 * Math.log(0.4)],
    ["orpo", -Math.log(0.4)],
    ["rlhf", -0.4 + 0.1 * (0.6 * Math.log(0.6 / 0.4))],
  ])("%s at (1, 0) is %d", (name, expected) => {
    expect(value(name, [0, -Infinity])).toBeCloseTo(expected, 14);
  });

  it.each([
    "dpo",
    "cdpo",
    "robust-dpo",
    "hinge",
    "ipo",
    "odpo",
    "discopop",
    "dpop",
    "bdpo",
    "dpo-nll",
    "orpo",
  ])("%s is infinite where the preferred response is extinct", (name) => {
    expect(value(name, [-Infinity, 0])).toBe(Infinity);
  });
});
