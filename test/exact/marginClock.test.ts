import { describe, expect, it } from "vitest";
import { arcTime } from "../../src/exact/extinction.js";
import { marginClock } from "../../src/exact/marginClock.js";
import { integral } from "../../src/exact/quadrature.js";
import { createFlow } from "../../src/model/flow.js";
import rows from "../reference/margin-clock.json" with { type: "json" };
import { panelOf, relativeError, settings } from "../settings.js";

describe("integral", () => {
  it("is exact to rounding on finite and infinite intervals, with singular ends", () => {
    expect(relativeError(integral(Math.exp, 0, 1), Math.E - 1)).toBeLessThan(4e-15);
    expect(
      relativeError(
        integral((x) => 1 / Math.sqrt(x), 0, 1),
        2,
      ),
    ).toBeLessThan(1e-13);
    expect(
      relativeError(
        integral((x) => Math.exp(-x), 0, Number.POSITIVE_INFINITY),
        1,
      ),
    ).toBeLessThan(4e-15);
    expect(
      relativeError(
        integral((x) => Math.exp(-0.01 * x), 3, Number.POSITIVE_INFINITY),
        100 * Math.exp(-0.03),
      ),
    ).toBeLessThan(1e-13);
    expect(integral(Math.sin, -1, 1)).toBeCloseTo(0, 15);
  });
});

describe("marginClock", () => {
  it.each(rows)("$loss in $geometry geometry to margin $margin", (row) => {
    const all = panelOf(row);
    const clock = marginClock(createFlow(all), row.x0 as [number, number]);
    expect(relativeError(clock?.(row.margin) as number, row.t)).toBeLessThan(1e-12);
  });

  it("gives the closed-form extinction time of DPO", () => {
    for (const beta of [0.01, 0.1, 1, 1.9]) {
      const all = settings({ loss: { name: "dpo", beta } });
      const clock = marginClock(createFlow(all), [0.2, 0.7]);
      expect(
        relativeError(clock?.(Number.POSITIVE_INFINITY) as number, arcTime([0.2, 0.7], beta)),
      ).toBeLessThan(1e-12);
    }
  });

  it("obeys e^(βm) + βm = 2β²t + const for DPO in log-ratios", () => {
    const all = settings({ geometry: { name: "log-ratio" } });
    const clock = marginClock(createFlow(all), [1, 1]);
    const m = 30;
    expect(relativeError(clock?.(m) as number, (Math.exp(0.1 * m) + 0.1 * m - 1) / 0.02)).toBeLessThan(1e-13);
  });

  it("is not there for other losses and geometries", () => {
    const sppo = settings({ loss: { name: "sppo", beta: 0.1 } });
    expect(marginClock(createFlow(sppo), [1, 1])).toBeUndefined();
    const softmax = settings({ geometry: { name: "softmax", others: 1 } });
    expect(marginClock(createFlow(softmax), [0.3, 0.3])).toBeUndefined();
  });
});
