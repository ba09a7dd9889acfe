import { describe, expect, it } from "vitest";
import { reviewSweep } from "../../src/sweep/review.js";
import { summariseSweep } from "../../src/sweep/summary.js";
import { sweep } from "../../src/sweep/sweep.js";
import { loss, plan } from "./plan.js";

describe("a sweep computes some of its cells again", () => {
  it.each(["odex", "exact"] as const)("%s: all agree where all is well", async (method) => {
    const result = await sweep(plan({}, method, { nx: 40, ny: 30 }));
    const review = reviewSweep(result);
    expect(summariseSweep(result, review, "1").review).toEqual(review);
    expect(review).toMatchObject({ disagreeing: 0, suspicious: false });
    expect(review.cells).toBe(method === "odex" ? 4 : 1);
    expect(review.difference).toBeGreaterThan(0);
    expect(review.difference).toBeLessThan(1e-8);
    expect(review.worst?.start).toHaveLength(2);
  });

  it("takes the same cells each time, and says so of a number that is wrong", async () => {
    const result = await sweep(plan({}, "odex", { nx: 40, ny: 30 }));
    const { finalPreferred = new Float64Array() } = result.arrays;
    const k = reviewSweep(result).worst?.cell ?? -1;
    finalPreferred[k] *= 1 + 1e-6;
    const { difference, worst, suspicious, disagreeing } = reviewSweep(result);
    expect(suspicious).toBe(true);
    expect(disagreeing).toBe(0);
    expect(difference).toBeCloseTo(1e-6, 8);
    expect(worst).toMatchObject({ metric: "finalPreferred", cell: k });
    finalPreferred[k] = Number.NaN;
    expect(reviewSweep(result)).toMatchObject({
      disagreeing: 1,
      worst: { metric: "finalPreferred", cell: k },
    });
  });

  it("says of a status that it is another", async () => {
    const result = await sweep(plan({ loss: loss("ipo") }, "odex", { nx: 8, ny: 8 }));
    result.arrays.status?.fill(0);
    expect(reviewSweep(result)).toMatchObject({
      cells: 1,
      disagreeing: 1,
      difference: 0,
      worst: { metric: "status" },
    });
    expect(reviewSweep(result).suspicious).toBe(true);
  });
});
