import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellQueue, cellsDone, createQueue, takeSlice, tellDone } from "../../src/sweep/queue.js";

/** Takes a slice and computes it; false where none was left. */
function computeNext(queue: CellQueue, compute: (from: number, to: number) => void): boolean {
  const slice = takeSlice(queue);
  if (!slice) return false;
  compute(slice.from, slice.to);
  tellDone(queue, slice.to - slice.from);
  return true;
}

describe("a queue of cells", () => {
  it("hands out every cell once, however they are sliced", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 400 }),
        (from, n, slice) => {
          const queue = createQueue(from, from + n, slice, false);
          const seen: number[] = [];
          const compute = (first: number, last: number) => {
            expect(last - first).toBeLessThanOrEqual(slice);
            for (let k = first; k < last; k++) seen.push(k);
          };
          while (computeNext(queue, compute));
          expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => from + i));
          expect(cellsDone(queue)).toBe(n);
          expect(computeNext(queue, compute)).toBe(false);
        },
      ),
    );
  });

  it("goes over the whole plane from coarse to fine", () => {
    for (const n of [40, 100, 377, 400, 1000, 4096]) {
      const queue = createQueue(0, n, 1, false);
      const first: number[] = [];
      const tenth = () => computeNext(queue, (from) => first.push(from));
      while (first.length < n / 10) tenth();
      const edges = [...first.sort((a, b) => a - b), n];
      expect(edges[0]).toBe(0);
      // Even gaps would be 10; halving gives those between them two sizes.
      for (const [i, edge] of first.entries()) expect(edges[i + 1] - edge, `${n}`).toBeLessThanOrEqual(20);
    }
  });

  it("counts a slice as done when it has been computed, not when it is taken", () => {
    const queue = createQueue(0, 10, 4, true);
    computeNext(queue, () => expect(cellsDone(queue)).toBe(0));
    expect(cellsDone(queue)).toBeGreaterThan(0);
    expect(queue.counters.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
