import { describe, expect, it } from "vitest";
import { stateAfter } from "../../src/log/fit/timeFit.js";
import { analyseTrainingLog } from "../../src/log/trainingLog.js";
import { random } from "../figure/fixture.js";
import { logOf, onLine, starchat, zephyr } from "../trainingLogs.js";

describe("analysis of a training log", () => {
  it("simulates the exact solution of the fitted kernel", () => {
    for (const log of [zephyr(), starchat(), logOf(onLine(-0.5, [-2, -4, -5, -6.5]))]) {
      const { flow, kernel } = analyseTrainingLog(log);
      if (!flow || !kernel?.matrix) throw new Error("nothing simulated");
      expect(flow.run.status).toBe("horizon");
      for (const [i, { t, r1, r2 }] of flow.curve.entries()) {
        const exact = stateAfter(t, log.beta, kernel.matrix);
        expect(r1).toBeCloseTo(exact[0], 7);
        expect(r2).toBeCloseTo(exact[1], 7);
        expect(Math.log(flow.run.curve[i].x2)).toBeCloseTo(r2, 7);
      }
    }
  });

  it("names what does not fit Zephyr, and finds nothing against StarChat2", () => {
    expect(analyseTrainingLog(zephyr()).misfits).toEqual(["intercept", "systematic", "timing"]);
    expect(analyseTrainingLog(starchat()).misfits).toEqual([]);
  });

  it("continues Zephyr under other losses", () => {
    const { flow } = analyseTrainingLog(zephyr());
    const [dpo, dpop, nll, bdpo] = flow?.alternatives ?? [];
    expect([dpo, dpop, nll, bdpo].map(({ loss }) => loss)).toEqual(["dpo", "dpop", "dpo-nll", "bdpo"]);
    expect(dpo).toMatchObject({ heads: "down", regained: null, status: "horizon" });
    expect(dpo.end.after).toBeCloseTo(5800, 6);
    // dpop stays on its kink, the reference; the others pass it.
    expect(dpop).toMatchObject({ heads: "up", holds: true });
    expect([nll.heads, nll.holds, bdpo.heads, bdpo.holds]).toEqual(["up", false, "up", false]);
    for (const { regained } of [dpop, nll, bdpo]) {
      expect(regained?.r1).toBe(0);
      // Nearly all of the pull is on r1, so both move along the first column of the kernel.
      expect(regained?.r2).toBeCloseTo(-83.079 + 45.169 * 1.346, 0);
    }
    expect(dpop.regained?.after).toBeLessThan(nll.regained?.after ?? 0);
    expect(nll.regained?.after).toBeLessThan(bdpo.regained?.after ?? 0);
  });

  it("goes on to the same steps as plain DPO from the end of an exact log", () => {
    const rows = Array.from({ length: 12 }, (_, i) => {
      const [r1, r2] = stateAfter(200 * (i + 1), 0.1, [1, 4 / 3, 2]);
      return { step: 100 * (i + 1), r1, r2 };
    });
    const { flow } = analyseTrainingLog(logOf(rows));
    const [later] = stateAfter(4800, 0.1, [1, 4 / 3, 2]);
    expect(flow?.alternatives?.[0].end.r1).toBeCloseTo(later, 6);
  });

  it("takes the first row for the start where that stands for the reference", () => {
    const rows = onLine(0.5, [0, -2, -4, -5]).map((row) => ({ ...row, step: row.step + 990 }));
    const { flow } = analyseTrainingLog(logOf(rows, { origin: 1000 }));
    expect(flow?.scenario.sample).toMatchObject({ times: expect.arrayContaining([0]) });
    expect(flow?.scenario.horizon).toBeCloseTo(30 * (flow?.time.timePerStep ?? 0), 10);
  });

  it("fits nothing to a log in which the margin shrinks, or only the preferred response moves", () => {
    const shrinking = analyseTrainingLog(logOf(onLine(0.5, [1, 2, 3])));
    expect(shrinking).toMatchObject({ flow: null, kernel: { motion: "margin-shrinks" } });
    expect(shrinking.misfits).toContain("no-kernel");
    const only = analyseTrainingLog(logOf([1, 2, 3].map((step) => ({ step, r1: step, r2: 0 }))));
    expect(only).toMatchObject({ line: null, kernel: null, flow: null, misfits: ["no-kernel"] });
  });

  it("leaves out what cannot be written as probability ratios", () => {
    const { flow } = analyseTrainingLog(logOf(onLine(0.5, [-300, -900, -1500])));
    expect(flow?.alternatives).toBeNull();
    expect(flow?.curve.every(({ r1, r2 }) => Number.isFinite(r1) && Number.isFinite(r2))).toBe(true);
  });

  it("treats a deviation that is beyond chance but small as none", () => {
    const uniform = random(6);
    const noise = () => uniform() - 0.5;
    const rows = Array.from({ length: 4000 }, (_, i) => {
      const r2 = -0.02 * (i + 1);
      return { step: i + 1, r1: 0.5 * r2 - 0.1 + noise(), r2 };
    });
    const { misfits, line } = analyseTrainingLog(logOf(rows));
    expect(line?.interceptInterval?.[1]).toBeLessThan(0);
    expect(misfits).not.toContain("intercept");
    expect(misfits).not.toContain("systematic");
  });
});
