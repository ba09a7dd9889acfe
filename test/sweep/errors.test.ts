import { describe, expect, it, vi } from "vitest";
import { failureNotes } from "../../src/cli/sweepTable.js";
import { decodePart, encodePart, joinParts } from "../../src/node/sweepPart.js";
import { reviewSweep } from "../../src/sweep/review.js";
import { shardRows } from "../../src/sweep/starts.js";
import { STATUSES } from "../../src/sweep/statuses/registry.js";
import { summariseSweep } from "../../src/sweep/summary.js";
import { sweep } from "../../src/sweep/sweep.js";
import { plan } from "./plan.js";

/** An integrator that breaks in two ways. */
vi.mock("../../src/run/follow/followFlow.js", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/run/follow/followFlow.js")>();
  const followFlow: typeof original.followFlow = (flow, x0, ...rest) => {
    if (x0[0] > 0.9) throw new TypeError("x1 is too large\nfor today");
    if (x0[1] > 0.8) throw new RangeError("x2 is too large");
    return original.followFlow(flow, x0, ...rest);
  };
  return { ...original, followFlow };
});

const given = plan({}, "odex", { kind: "grid", nx: 4, ny: 3 });

/** Starts are at x1 = 1/8, 3/8, 5/8, 7/8, so that none is above 0.9, and the upper row is at x2 = 5/6. */
const wide = plan({}, "odex", { kind: "grid", nx: 6, ny: 3 });

describe("cells that break the solver", () => {
  it("do not end the sweep, and what broke first is kept for each kind of error", async () => {
    const { arrays, errors } = await sweep(wide);
    const statuses = Array.from(arrays.status ?? [], (code) => STATUSES[code]);
    expect(statuses.filter((status) => status === "error")).toHaveLength(8);
    expect(statuses[0]).toBe("extinct");
    expect(errors).toEqual([
      { message: "TypeError: x1 is too large", cells: 3, first: { cell: 5, start: [11 / 12, 1 / 6] } },
      { message: "RangeError: x2 is too large", cells: 5, first: { cell: 12, start: [1 / 12, 5 / 6] } },
    ]);
    for (const k of [5, 12]) expect(arrays.extinctionTime?.[k]).toBeNaN();
  });

  it("are named in the summary and on stderr", async () => {
    const result = await sweep(given);
    const summary = summariseSweep(result, reviewSweep(result), "1");
    expect(summary.failed).toBe(4);
    expect(summary.errors).toMatchObject([{ message: "RangeError: x2 is too large", cells: 4 }]);
    expect(failureNotes(summary)).toEqual([
      "4 of 12 cells failed; their status says how",
      `4 of them with the status error, the first from x = (0.125, ${5 / 6}): RangeError: x2 is too large`,
    ]);
  });

  it("are counted alike in one run and in parts", async () => {
    const parts = [1, 2, 3].map(async (index) => {
      const result = await sweep(wide, { rows: shardRows(3, index, 3) });
      const bytes = [...encodePart({ version: "1", engine: "1", index, of: 3, result })];
      return {
        name: `p${index}`,
        part: decodePart(Uint8Array.from(bytes.flatMap((piece) => [...piece]))),
      };
    });
    expect(joinParts((await Promise.all(parts)).toReversed())).toEqual(await sweep(wide));
  });
});

describe("a sweep in the calling thread", () => {
  it("lets others have their turns and tells how far it is", async () => {
    let [turns, cells] = [0, 0];
    const pause = async () => {
      turns++;
    };
    const onCells = (count: number) => {
      cells += count;
    };
    const given = plan({ horizon: 1e-3 }, "odex", { kind: "grid", nx: 24, ny: 24 });
    await sweep(given, { pause, onCells });
    expect(turns).toBe(3);
    expect(cells).toBe(576);
  });
});

it("a summary of a sweep without errors does not mention them", async () => {
  const result = await sweep(plan({}, "exact"));
  expect(result.errors).toEqual([]);
  expect(Object.keys(summariseSweep(result, reviewSweep(result), "1"))).not.toContain("errors");
});
