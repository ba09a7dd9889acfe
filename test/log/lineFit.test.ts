import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLine } from "../../src/log/fit/lineFit.js";
import { fitTrend } from "../../src/log/fit/trend.js";
import { onLine, starchat, zephyr } from "../trainingLogs.js";

const digits = (value: number | null | undefined, n: number) => Number(value?.toFixed(n));

describe("line through a log", () => {
  it("has nearly the slopes of least squares on Zephyr-7B-β, whose noise is small", () => {
    const fit = fitLine(zephyr().rows);
    expect(fit?.rows).toBe(58);
    // By least squares 0.4858 and 0.6109 (numpy and scipy.stats.linregress).
    expect(digits(fit?.slope, 3)).toBe(0.485);
    expect(digits(fit?.slopeWithIntercept, 3)).toBe(0.613);
  });

  it.each([
    { log: zephyr(), slope: 0.610941708144409, intercept: 7.2325057214617665 },
    { log: starchat(), slope: 0.32820520511007056, intercept: -1.1768480064180995 },
  ])(
    "has the least squares of scipy.stats.linregress as its trend: $log.name",
    ({ log, slope, intercept }) => {
      const trend = fitTrend(
        log.rows,
        ({ r2 }) => r2,
        ({ r1 }) => r1,
      );
      expect(trend?.slope).toBeCloseTo(slope, 12);
      expect(trend?.intercept).toBeCloseTo(intercept, 11);
    },
  );

  // The formulas of fitLine with whole matrices: numpy 2.4.6, quantiles of scipy.stats.t.
  it.each([
    {
      log: zephyr(),
      correlation: 0.535669377476465,
      slope: 0.4850690136376165,
      half: 0.03921680554092502,
      rSquared: 0.932444683442943,
      free: 0.6128427159777584,
      freeHalf: 0.037979497949754,
      intercept: 7.316981298192275,
      interceptHalf: 1.9299114244593927,
      freeRSquared: 0.9862613834200238,
      worst: { step: 2300, residual: 8.268072460062422 },
    },
    {
      log: starchat(),
      correlation: 0.7942795958221791,
      slope: 0.3522601465070865,
      half: 0.27742252261562084,
      rSquared: 0.9633109592293831,
      free: 0.32704579967562153,
      freeHalf: 0.5488447923522508,
      intercept: -1.2262308782890692,
      interceptHalf: 26.710399648051485,
      freeRSquared: 0.9693090148075499,
      worst: { step: 300, residual: -1.9817635034187653 },
    },
  ])("agrees with numpy on $log.name", ({ log, worst, ...known }) => {
    const fit = fitLine(log.rows);
    if (!fit) throw new Error("no fit");
    const half = (interval: readonly number[] | null) => ((interval?.[1] ?? 0) - (interval?.[0] ?? 0)) / 2;
    expect(fit.errorCorrelation).toBeCloseTo(known.correlation, 11);
    expect(fit.slope).toBeCloseTo(known.slope, 12);
    expect(half(fit.slopeInterval)).toBeCloseTo(known.half, 11);
    expect(fit.rSquared).toBeCloseTo(known.rSquared, 12);
    expect(fit.slopeWithIntercept).toBeCloseTo(known.free, 12);
    expect(half(fit.slopeWithInterceptInterval)).toBeCloseTo(known.freeHalf, 11);
    expect(fit.intercept).toBeCloseTo(known.intercept, 11);
    expect(half(fit.interceptInterval)).toBeCloseTo(known.interceptHalf, 10);
    expect(fit.rSquaredWithIntercept).toBeCloseTo(known.freeRSquared, 12);
    expect(fit.largestResidual.step).toBe(worst.step);
    expect(fit.largestResidual.residual).toBeCloseTo(worst.residual, 11);
  });

  it("sees that the residuals of Zephyr come in blocks", () => {
    const fit = fitLine(zephyr().rows);
    expect(digits(fit?.residualAutocorrelation, 4)).toBe(0.8868);
    expect(fit?.longestAbove).toEqual([100, 3900]);
    expect(fit?.longestBelow).toEqual([4000, 5800]);
    // Those about the free line tell of the noise alone.
    expect(fit?.errorCorrelation).toBeLessThan(0.6);
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
