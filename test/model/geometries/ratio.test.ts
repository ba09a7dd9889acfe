import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { losses } from "../../../src/model/losses/registry.js";
import { isConservative, lossAtPoint, SEED } from "../losses/arbitrary.js";
import { between, make } from "./arbitrary.js";

describe("ratio", () => {
  it.each(Object.keys(losses).filter(isConservative))(
    "moves x by the central differences of −L for %s",
    (name) => {
      const h = 1e-4;
      const log = new Float64Array(4);
      fc.assert(
        fc.property(lossAtPoint(name, 3), ({ loss, r }) => {
          const [n1, n2] = loss.kink?.normal ?? [0, 0];
          fc.pre(!loss.kink || Math.abs(loss.kink.value(r[0], r[1])) > 4 * h * (Math.abs(n1) + Math.abs(n2)));
          loss.logForce(r[0], r[1], log);
          const out = new Float64Array(2);
          const scale = make("ratio").velocity(r[0], r[1], log, out);
          const x = r.map(Math.exp);
          for (const i of [0, 1]) {
            const at = (step: number) => {
              const y = [...x];
              y[i] *= 1 + step;
              return loss.value(Math.log(y[0]), Math.log(y[1]));
            };
            const central = (step: number) => (at(step) - at(-step)) / (2 * step * x[i]);
            const [wide, close] = [central(2 * h), central(h)];
            const size = Math.max(1, Math.abs(at(h)), Math.abs(at(-h))) + 8 * x[i] * Math.abs(close);
            const rounding = (32 * Number.EPSILON * size) / (h * x[i]);
            const speed = x[i] * out[i] * Math.exp(scale);
            expect(Math.abs(speed + close)).toBeLessThanOrEqual(Math.abs(wide - close) + rounding);
          }
        }),
        SEED,
      );
    },
  );
});

describe("probability", () => {
  it("is ratio where the reference is certain", () => {
    fc.assert(
      fc.property(between(-300, 300), between(-300, 300), (r1, r2) => {
        const log = Float64Array.of(-1, 0.25, 1, -3);
        const [a, b] = [new Float64Array(2), new Float64Array(2)];
        expect(make("ratio").velocity(r1, r2, log, a)).toBe(make("probability").velocity(r1, r2, log, b));
        expect([...a]).toEqual([...b]);
      }),
      SEED,
    );
  });
});
