import { describe, expect, it } from "vitest";
import { losses } from "../../src/model/losses/registry.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { relativeError, settings } from "../settings.js";

const run = (loss: string, matrix: [number, number, number], parameters = {}) =>
  simulateStart(
    settings({
      loss: { name: loss, ...losses[loss].parameters.parse(parameters) },
      geometry: { name: "kernel", matrix },
      domain: "quadrant",
      starts: { a: [0.3, 0.6] },
      horizon: 1e6,
    }),
    "a",
  );

describe("rest along the one direction that a kernel of rank 1 leaves", () => {
  it("sppo keeps its margin and ends where the two pulls cancel: r1 + r2 = 0", () => {
    const { status, x, stats } = run("sppo", [1, 1, 1]);
    expect(status).toBe("stationary");
    expect(relativeError(x[0], Math.SQRT1_2)).toBeLessThan(1e-9);
    expect(relativeError(x[1], Math.SQRT2)).toBeLessThan(1e-9);
    expect(stats.evaluations).toBeLessThan(10_000);
  });

  it("sppo along (1, 2) ends where the gradient is across it: (r1 − 5) + 2(r2 + 5) = 0", () => {
    const { status, x } = run("sppo", [1, 2, 4]);
    const [r1, r2] = x.map(Math.log);
    expect(status).toBe("stationary");
    expect(Math.abs(r1 + 2 * r2 + 5)).toBeLessThan(1e-9);
    expect(Math.abs(2 * (r1 - Math.log(0.3)) - (r2 - Math.log(0.6)))).toBeLessThan(1e-9);
  });

  it("one response alone moves where the other has no gradient", () => {
    const { status, x } = run("sppo", [0, 0, 1]);
    expect(status).toBe("stationary");
    expect(relativeError(x[0], 0.3)).toBeLessThan(1e-14);
    expect(relativeError(x[1], Math.exp(-5))).toBeLessThan(1e-9);
  });

  it("nothing moves in a kernel of zeros, or for a margin loss where k11 = k12 = k22", () => {
    expect(run("sppo", [0, 0, 0])).toMatchObject({ status: "stationary", t: 0, x: [0.3, 0.6] });
    expect(run("dpo", [1, 1, 1])).toMatchObject({ status: "stationary", t: 0, x: [0.3, 0.6] });
  });
});
