import { describe, expect, it } from "vitest";
import { createCellsSolver } from "../../src/sweep/cells.js";
import { createArrays } from "../../src/sweep/results.js";
import { sweep } from "../../src/sweep/sweep.js";
import { plan } from "./plan.js";

describe("other turns of the event loop", () => {
  it("come between two cells of a slice that takes longer than it was made for", () => {
    const given = plan({});
    const { compute } = createCellsSolver(given);
    const [whole, pieces] = [createArrays(given, 7, false), createArrays(given, 7, false)];
    expect(compute(whole, 0, 0, 63)).toBe(63);
    const ends: number[] = [];
    for (let next = 0; next < 63; ends.push(next)) next = compute(pieces, 0, next, 63, () => true);
    expect(ends.length).toBeGreaterThan(10);
    expect(pieces).toEqual(whole);
  });

  it("are taken in the calling thread, and change nothing", async () => {
    const given = plan({}, "odex", { nx: 40, ny: 30 });
    let [turns, time] = [0, 0];
    const clock = () => (time += 30);
    const pause = async () => {
      turns++;
    };
    const [a, b] = [await sweep(given, { pause, clock }), await sweep(given)];
    expect(turns).toBeGreaterThan(3);
    expect(a.arrays).toEqual(b.arrays);
  });
});
