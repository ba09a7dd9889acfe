import { describe, expect, it } from "vitest";
import { fitLine } from "../../src/log/fit/lineFit.js";
import { misfitsOf } from "../../src/log/trainingLog.js";
import { logOf } from "../trainingLogs.js";

/** Numbers between 0 and 1 that look random, the same ones for a seed (mulberry32). */
function uniform(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal errors of which neighbours have a correlation. */
function autoregression(random: () => number, correlation: number): () => number {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let error = normal();
  return () => {
    const now = error;
    error = correlation * error + Math.sqrt(1 - correlation ** 2) * normal();
    return now;
  };
}

const SLOPE = 0.6;
const LOGS = 400;

/** Straight logs from (0, 0), fast at first, with noise of a share of their length. */
function straightLogs(count: number, correlation: number, noise: number, both: boolean) {
  const random = uniform(1000 * count + 100 * correlation + 10 * noise + Number(both));
  const end = Math.log1p(20);
  return Array.from({ length: LOGS }, () => {
    const [first, second] = [autoregression(random, correlation), autoregression(random, correlation)];
    return logOf(
      Array.from({ length: count }, (_, i) => {
        const way = -Math.log1p((20 * (i + 1)) / count);
        return {
          step: 10 * (i + 1),
          r1: SLOPE * (way + noise * end * first()),
          r2: way + (both ? noise * end * second() : 0),
        };
      }),
    );
  });
}

const holds = ([low, high]: readonly [number, number], value: number) => low <= value && value <= high;

describe.each([false, true])("simulated straight logs, noise in both responses: %s", (both) => {
  describe.each([0, 0.5, 0.8])("correlation of neighbouring errors %d", (correlation) => {
    it.each([
      [30, 0.02],
      [60, 0.08],
      [150, 0.05],
    ])("%d rows, noise %d: intervals hold the truth, and no intercept is invented", (count, noise) => {
      let [slope, free, intercept, invented] = [0, 0, 0, 0];
      for (const log of straightLogs(count, correlation, noise, both)) {
        const line = fitLine(log.rows);
        if (!line?.slopeWithInterceptInterval || !line.interceptInterval) throw new Error("no line");
        slope += Number(holds(line.slopeInterval, SLOPE));
        free += Number(holds(line.slopeWithInterceptInterval, SLOPE));
        intercept += Number(holds(line.interceptInterval, 0));
        invented += Number(misfitsOf(line, null, null).includes("intercept"));
      }
      for (const held of [slope, free, intercept]) {
        expect(held / LOGS).toBeGreaterThanOrEqual(0.9);
        expect(held / LOGS).toBeLessThanOrEqual(0.98);
      }
      expect(invented / LOGS).toBeLessThanOrEqual(0.07);
    });
  });
});
