import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLine, wideningBy } from "../../src/log/fit/lineFit.js";
import { fitTrend } from "../../src/log/fit/trend.js";
import { onLine, starchat, zephyr } from "../trainingLogs.js";

const digits = (value: number | null | undefined, n: number) => Number(value?.toFixed(n));

describe("line through a log", () => {
  it("has the slopes that are known of Zephyr-7B-β", () => {
    const fit = fitLine(zephyr().rows);
    expect(fit?.rows).toBe(58);
    expect(digits(fit?.slope, 3)).toBe(0.486);
    expect(digits(fit?.slopeWithIntercept, 3)).toBe(0.611);
  });

  // numpy and scipy.stats.linregress, scipy 1.17.1.
  it.each([
    {
      log: zephyr(),
      slope: 0.4857986416064104,
      interval: [0.4654119346129115, 0.5061853485999093],
      rSquared: 0.9324507701779959,
      free: 0.610941708144409,
      freeInterval: [0.5916459741762282, 0.630237442112589],
      intercept: 7.2325057214617665,
      interceptInterval: [6.25464741580974, 8.210364027113794],
      freeRSquared: 0.9862709325652222,
      worst: { step: 2300, residual: 8.296484902795223 },
    },
    {
      log: starchat(),
      slope: 0.3523743672175278,
      interval: [0.33645186237534047, 0.3682968720597151],
      rSquared: 0.9633118965252462,
      free: 0.32820520511007056,
      freeInterval: [0.2841767991286799, 0.3722336110914612],
      intercept: -1.1768480064180995,
      interceptInterval: [-3.1819333323442893, 0.8282373195080903],
      freeRSquared: 0.9693211109642984,
      worst: { step: 300, residual: -1.9781331123580976 },
    },
  ])("agrees with scipy on $log.name", ({ log, worst, ...known }) => {
    const fit = fitLine(log.rows);
    if (!fit) throw new Error("no fit");
    expect(fit.slope).toBeCloseTo(known.slope, 12);
    expect(fit.rSquared).toBeCloseTo(known.rSquared, 12);
    expect(fit.slopeWithIntercept).toBeCloseTo(known.free, 12);
    expect(fit.intercept).toBeCloseTo(known.intercept, 11);
    expect(fit.rSquaredWithIntercept).toBeCloseTo(known.freeRSquared, 12);
    for (const end of [0, 1]) {
      expect(fit.slopeInterval[end]).toBeCloseTo(known.interval[end], 12);
      expect(fit.slopeWithInterceptInterval?.[end]).toBeCloseTo(known.freeInterval[end], 11);
      expect(fit.interceptInterval?.[end]).toBeCloseTo(known.interceptInterval[end], 11);
    }
    expect(fit.largestResidual.step).toBe(worst.step);
    expect(fit.largestResidual.residual).toBeCloseTo(worst.residual, 11);
  });

  it("sees that the residuals of Zephyr come in blocks", () => {
    const fit = fitLine(zephyr().rows);
    expect(digits(fit?.residualAutocorrelation, 4)).toBe(0.8872);
    expect(fit?.longestAbove).toEqual([100, 3900]);
    expect(fit?.longestBelow).toEqual([4300, 5800]);
    expect(wideningBy(0)).toBe(1);
    expect(wideningBy(0.6)).toBe(2);
  });

  it("finds any line again", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.array(fc.double({ min: -100, max: -0.1, noNaN: true }), { minLength: 3, maxLength: 30 }),
        (slope, r2) => {
          const fit = fitLine(onLine(slope, r2));
          expect(fit?.slope).toBeCloseTo(slope, 10);
          expect(Math.abs(fit?.largestResidual.residual ?? 1)).toBeLessThan(1e-10);
        },
      ),
      { seed: 6 },
    );
  });

  it("does not depend on β, which stretches both coordinates alike", () => {
    const { rows } = zephyr();
    const half = rows.map(({ step, r1, r2 }) => ({ step, r1: r1 / 2, r2: r2 / 2 }));
    expect(fitLine(half)?.slope).toBeCloseTo(fitLine(rows)?.slope ?? 0, 14);
    expect(fitLine(half)?.rSquared).toBeCloseTo(fitLine(rows)?.rSquared ?? 0, 13);
  });

  it("does not count the starting point itself as a row", () => {
    const rows = onLine(0.5, [-1, -2.1, -3]);
    expect(fitLine([{ step: 0, r1: 0, r2: 0 }, ...rows])).toEqual(fitLine(rows));
  });

  it("has no slope where the dispreferred response does not move", () => {
    expect(fitLine([1, 2, 3].map((step) => ({ step, r1: step, r2: 0 })))).toBeNull();
  });

  it("has no free intercept where r2 is always the same, and no R² where r1 is", () => {
    const sameR2 = fitLine([1, 2, 4].map((r1, step) => ({ step, r1, r2: -2 })));
    expect(sameR2?.slopeWithIntercept).toBeNull();
    expect(sameR2?.slope).toBeCloseTo(-7 / 6, 14);
    expect(fitLine([1, 2, 4].map((r2, step) => ({ step, r1: 3, r2 })))?.rSquared).toBeNull();
  });

  it("says nothing of a trend through two rows, or without extent", () => {
    const x = ({ step }: { step: number }) => step;
    expect(fitTrend(onLine(1, [-1, -2]), x, x)).toBeNull();
    expect(fitTrend(onLine(1, [-1, -2, -3]), () => 1, x)).toBeNull();
  });
});
