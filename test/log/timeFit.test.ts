import { describe, expect, it } from "vitest";
import { fitKernel } from "../../src/log/fit/kernelFit.js";
import { fitTime, marginAfter, stateAfter } from "../../src/log/fit/timeFit.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { relativeError } from "../settings.js";
import { logOf, starchat, zephyr } from "../trainingLogs.js";

describe("time per step", () => {
  it("solves e^u + u = 1 + cβ²t from 0 to the ends of double precision", () => {
    for (const time of [0, 1e-12, 0.1, 3, 1e4, 1e300]) {
      const u = 0.1 * marginAfter(time, 0.1, 0.37);
      expect(relativeError(Math.expm1(u) + u, 0.37 * 0.01 * time)).toBeLessThan(1e-12);
    }
  });

  it("finds the pace of an exact log again", () => {
    for (const slope of [0.5, -0.7, 2.5]) {
      const { matrix, marginSpeed } = fitKernel(slope, slope < 1 ? -1 : 1);
      if (!matrix) throw new Error("no kernel");
      const rows = Array.from({ length: 20 }, (_, i) => {
        const [r1, r2] = stateAfter(3.5 * (i + 1) * 100, 0.1, matrix);
        return { step: (i + 1) * 100, r1, r2 };
      });
      const fit = fitTime(logOf(rows), marginSpeed);
      expect(fit?.timePerStep).toBeCloseTo(3.5, 9);
      expect(fit?.marginRSquared).toBeCloseTo(1, 12);
    }
  });

  // scipy.optimize.minimize_scalar on the same sum of squares, scipy 1.17.1, for the kernels of these slopes. The margin
  // fixes the product of time and speed, whatever the slope.
  it.each([
    [zephyr(), 1.5010277452441794, 0.4857986416064104, 0.8486848148269864],
    [starchat(), 3.696901724430875, 0.3523743672175278, 0.9310628155177647],
  ])("is the least squares of the margins: $name", (log, timePerStep, slope, rSquared) => {
    const { flow, kernel } = analyseTrainingLog(log);
    const pace = (flow?.time.timePerStep ?? 0) * (kernel?.marginSpeed ?? 0);
    expect(pace / fitKernel(slope, -1).marginSpeed).toBeCloseTo(timePerStep, 7);
    expect(flow?.time.marginRSquared).toBeCloseTo(rSquared, 10);
  });

  it("is nothing where margins fall from 0", () => {
    const rows = [1, 2, 3].map((step) => ({ step, r1: -step, r2: 0 }));
    expect(fitTime(logOf(rows), 1)).toBeNull();
  });

  it("stays finite for rewards beyond the range of the exponential", () => {
    const rows = [1, 2, 3].map((step) => ({ step, r1: -1000 * step, r2: -4000 * step }));
    expect(fitTime(logOf(rows), 1)?.timePerStep).toBeGreaterThan(0);
  });
});
