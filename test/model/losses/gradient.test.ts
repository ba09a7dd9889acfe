import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { losses } from "../../../src/model/losses/registry.js";
import { isConservative, lossAtPoint, SEED } from "./arbitrary.js";
import { gradientOf, logGradientOf } from "./gradientOf.js";

const names = Object.keys(losses);

/**
 * Losses whose force is no power of x next to an axis: a quadratic grows like r, f-DPO's exponential of an exponential
 * is out of any range. Add a new one of the kind here.
 */
const NO_POWER = ["ipo", "sppo", "cal-dpo", "exo", "f-dpo"];

/** Losses of the margin alone, whatever their parameters. Add a new one of the kind here. */
const MARGIN_ALONE = ["dpo", "cdpo", "robust-dpo", "hinge", "ipo", "exo", "odpo", "discopop"];

const logs = new Float64Array(4);
const g = new Float64Array(2);

describe.each(names.filter(isConservative))("%s", (name) => {
  it("has the gradient that central differences of its value give", () => {
    const h = 1e-3;
    fc.assert(
      fc.property(lossAtPoint(name), ({ loss, r }) => {
        const [n1, n2] = loss.kink?.normal ?? [0, 0];
        fc.pre(!loss.kink || Math.abs(loss.kink.value(r[0], r[1])) > 2 * h * (Math.abs(n1) + Math.abs(n2)));
        gradientOf(loss, r[0], r[1], g);
        for (const i of [0, 1]) {
          const ends = (step: number) =>
            [step, -step].map((d) => loss.value(r[0] + (i === 0 ? d : 0), r[1] + (i === 1 ? d : 0)));
          const [[a, b], [c, d]] = [ends(h), ends(h / 2)];
          const [wide, close] = [(a - b) / (2 * h), (c - d) / h];
          // Truncation falls fourfold from `wide` to `close`; an argument is rounded in units of r, a value in its own.
          const truncation = Math.abs(wide - close);
          const steepness = Math.max(...[...g, wide, close].map(Math.abs));
          const size = Math.max(Math.abs(a), Math.abs(b), 1) + steepness * (Math.abs(r[0]) + Math.abs(r[1]));
          const rounding = (32 * Number.EPSILON * size) / h;
          if (!Number.isFinite(size)) continue;
          expect(Math.abs(g[i] - close)).toBeLessThanOrEqual(truncation + rounding);
        }
      }),
      SEED,
    );
  });
});

describe.each(names)("%s", (name) => {
  it("gives the same gradient plainly and in logs", () => {
    fc.assert(
      fc.property(lossAtPoint(name, 300), ({ loss, r }) => {
        gradientOf(loss, r[0], r[1], g);
        logGradientOf(loss, r[0], r[1], logs);
        for (const i of [0, 1]) {
          expect(logs[2 * i + 1]).not.toBeNaN();
          expect(Math.abs(g[i] - logs[2 * i] * Math.exp(logs[2 * i + 1]))).toBeLessThanOrEqual(0);
          if (logs[2 * i + 1] > -700) expect(Math.sign(g[i])).toBe(Math.sign(logs[2 * i]));
        }
      }),
      SEED,
    );
  });

  it("has no NaN far beyond the range in which exponentials fit", () => {
    fc.assert(
      fc.property(lossAtPoint(name, 7e4), ({ loss, r }) => {
        logGradientOf(loss, r[0], r[1], logs);
        expect(loss.value(r[0], r[1])).not.toBeNaN();
        expect([...logs].some(Number.isNaN)).toBe(false);
      }),
      SEED,
    );
  });

  it("keeps the exact logarithm of a component that dies", () => {
    // Towards an axis each component is C·x^κ: its logarithm is a straight line in r.
    fc.assert(
      fc.property(lossAtPoint(name, 3), ({ loss, r }) => {
        for (const dead of [0, 1]) {
          const at = (far: number) => {
            const point = [...r];
            point[dead] = far;
            logGradientOf(loss, point[0], point[1], logs);
            return logs[2 * dead + 1];
          };
          const [a, b, c] = [at(-2e5), at(-4e5), at(-8e5)];
          if (NO_POWER.includes(name)) continue;
          // rlhf has a factor r beside the power.
          const slow = name === "rlhf" ? Math.LN2 / 2e5 : 0;
          if (c === -Infinity) expect([a, b]).toEqual([-Infinity, -Infinity]);
          else expect(Math.abs((b - a) / 2e5 - (c - b) / 4e5)).toBeLessThanOrEqual(1e-12 + slow);
        }
      }),
      SEED,
    );
  });

  it("depends on the margin alone exactly if it says so", () => {
    const margins: boolean[] = [];
    fc.assert(
      fc.property(lossAtPoint(name, 5), fc.double({ min: -3, max: -1, noNaN: true }), ({ loss, r }, by) => {
        const [a, b] = [loss.value(r[0], r[1]), loss.value(r[0] + by, r[1] + by)];
        logGradientOf(loss, r[0], r[1], logs);
        margins.push(loss.margin);
        if (loss.margin) {
          const rounding = 64 * Number.EPSILON * (1 + Math.abs(a) + 20 * Math.exp(logs[1]));
          expect(Math.abs(a - b)).toBeLessThanOrEqual(rounding);
          expect([logs[2], logs[3]].map(Math.abs)).toEqual([logs[0], logs[1]].map(Math.abs));
        }
      }),
      SEED,
    );
    if (MARGIN_ALONE.includes(name)) expect(margins).not.toContain(false);
    else expect(margins).toContain(false);
  });
});
