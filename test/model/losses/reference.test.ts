import { describe, expect, it } from "vitest";
import { losses } from "../../../src/model/losses/registry.js";
import { gradientOf, logGradientOf } from "./gradientOf.js";
import rows from "./reference.json" with { type: "json" };

/** π_ref of every row; the file's values come from reference.py beside it. */
const REFERENCE = { preferred: 0.4, dispreferred: 0.2 };
/** Units of rounding a formula may lose: a handful of operations, each well conditioned. */
const ROUNDING = 64 * Number.EPSILON;

describe("losses in high precision", () => {
  it.each(Object.keys(losses))("%s", (name) => {
    const own = rows.filter(({ loss }) => loss === name);
    expect(own.length).toBeGreaterThan(10);
    for (const { parameters, r, value, gradient } of own) {
      const family = losses[name];
      const loss = family.create(family.parameters.parse(parameters), REFERENCE);
      const at = `${JSON.stringify(parameters)} at ${r}`;
      const [r1, r2] = r;
      const log = new Float64Array(4);
      logGradientOf(loss, r1, r2, log);
      const plain = new Float64Array(2);
      gradientOf(loss, r1, r2, plain);
      const sizes = gradient.map(([, l]) => Math.exp(l ?? -Infinity));
      // An argument rounded to a double moves the value by the slope times that rounding.
      const spread = ROUNDING * (Math.abs(value) + 1 + sizes[0] * Math.abs(r1) + sizes[1] * Math.abs(r2));
      expect(Math.abs(loss.value(r1, r2) - value), at).toBeLessThanOrEqual(spread);
      for (const i of [0, 1]) {
        const [sign, size] = gradient[i];
        if (size === null) {
          expect([Math.abs(plain[i]), log[2 * i + 1]], at).toEqual([0, -Infinity]);
          continue;
        }
        expect(log[2 * i], at).toBe(sign);
        const error = Math.abs(log[2 * i + 1] - size);
        expect(error, at).toBeLessThanOrEqual(ROUNDING * (1 + Math.abs(r1) + Math.abs(r2)));
        expect(plain[i], at).toBe(log[2 * i] * Math.exp(log[2 * i + 1]));
      }
    }
  });
});
