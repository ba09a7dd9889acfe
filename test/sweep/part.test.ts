import { describe, expect, it } from "vitest";
import { decodePart, difference, encodePart, joinParts, type Part } from "../../src/node/sweepPart.js";
import { sweep } from "../../src/node/sweepThreads.js";
import { npy } from "../../src/render/tables/npy.js";
import type { SweepPlan } from "../../src/sweep/plan.js";
import { layoutOf, shardRows } from "../../src/sweep/starts.js";
import { plan } from "./plan.js";

/** All pieces of a file. */
const whole = (pieces: Iterable<Uint8Array>) => Uint8Array.from([...pieces].flatMap((piece) => [...piece]));

async function parts(given: SweepPlan, of: number): Promise<{ name: string; part: Part }[]> {
  const all = Array.from({ length: of }, async (_, i) => {
    const result = await sweep(given, {
      workers: 1,
      rows: shardRows(layoutOf(given.starts).rows, i + 1, of),
    });
    const bytes = whole(encodePart({ version: "1", engine: "11.3", index: i + 1, of, result }));
    return { name: `p${i + 1}`, part: decodePart(bytes) };
  });
  return Promise.all(all);
}

const given = plan({ domain: "simplex", horizon: 3 }, "exact", { nx: 5, ny: 11 });

describe("parts", () => {
  it("join, in any order, into what one run gives", async () => {
    const one = await sweep(given);
    expect(joinParts((await parts(given, 3)).toReversed())).toEqual(one);
    expect(joinParts(await parts(given, 1))).toEqual(one);
    const random = plan({}, "exact", { kind: "random", count: 23, seed: 5 });
    expect(joinParts(await parts(random, 4))).toEqual(await sweep(random));
  });

  it("that are missing or come twice are errors", async () => {
    const [a, b, c, d] = await parts(given, 4);
    expect(() => joinParts([a, d])).toThrow("missing 2 of 4 parts: 2, 3");
    expect(() => joinParts([a, b, c, { ...b, name: "copy" }])).toThrow(
      "part 2 of 4 comes twice: p2 and copy",
    );
  });

  it("of different sweeps are errors that name the first difference", async () => {
    const [a, b] = await parts(given, 2);
    const [, other] = await parts(plan({ domain: "simplex", horizon: 4 }, "exact", { nx: 5, ny: 11 }), 2);
    expect(() => joinParts([a, other])).toThrow("p2 differs from p1 in settings.horizon");
    const [, third] = await parts(given, 3);
    expect(() => joinParts([a, third])).toThrow("p2 is one of 3 parts, p1 one of 2");
    expect(() => joinParts([a, { name: "p2", part: { ...b.part, version: "2" } }])).toThrow(
      "p2 was computed by version 2, p1 by 1",
    );
    expect(() => joinParts([a, { name: "p2", part: { ...b.part, engine: "12.4" } }])).toThrow(
      "p2 was computed by V8 12.4, p1 by V8 11.3",
    );
  });

  it("are checked for kind and damage, wherever it is", async () => {
    const result = await sweep(given);
    const bytes = whole(encodePart({ version: "1", engine: "11.3", index: 1, of: 1, result }));
    expect(() => decodePart(bytes.subarray(0, bytes.length - 9))).toThrow("damaged or cut short");
    expect(() => decodePart(Uint8Array.of(...bytes, 0))).toThrow("damaged or cut short");
    for (const at of [bytes.indexOf(10) - 4, bytes.indexOf(10) + 1, bytes.length - 40, bytes.length - 1]) {
      const flipped = bytes.slice();
      flipped[at] ^= 1;
      expect(() => decodePart(flipped), `${at}`).toThrow(/damaged or cut short|not a part/);
    }
    for (const text of ["", "{}\n", "x1,x2\n", '{"format":"other"}\n']) {
      expect(() => decodePart(new TextEncoder().encode(text))).toThrow("not a part of a sweep");
    }
  });

  it("cannot choose the folder that they are merged into", async () => {
    const result = await sweep(given);
    const crafted = { ...result, plan: { ...given, scenario: "../../elsewhere" } };
    const bytes = whole(encodePart({ version: "1", engine: "11.3", index: 1, of: 1, result: crafted }));
    expect(() => decodePart(bytes)).toThrow("not a part of a sweep");
  });

  it("names another format as what it is", () => {
    const old = new TextEncoder().encode('{"format":"dpo-flow sweep part 2"}\n');
    expect(() => decodePart(old)).toThrow("written by another version of dpo-flow (dpo-flow sweep part 2)");
  });

  it("are read at any offset of a buffer", async () => {
    const result = await sweep(given);
    const bytes = whole(encodePart({ version: "1", engine: "11.3", index: 1, of: 1, result }));
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodePart(shifted.subarray(3)).result).toEqual(result);
  });
});

describe("difference", () => {
  it("finds where plain data differs", () => {
    expect(difference({ a: [1, 2] }, { a: [1, 2] })).toBeUndefined();
    expect(difference({ a: [1, 2] }, { a: [1, 3] })).toBe("a.1");
    expect(difference({ a: 1 }, { a: 1, b: { c: 2 } })).toBe("b");
  });
});

describe("npy", () => {
  it("has a header of the documented form and the data behind it", () => {
    const values = Float64Array.of(1, 2, Number.NaN, -0.5, 5, 6);
    const file = whole(npy(values, [2, 3]));
    const view = new DataView(file.buffer);
    expect([...file.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const length = view.getUint16(8, true);
    expect((10 + length) % 64).toBe(0);
    const header = new TextDecoder().decode(file.subarray(10, 10 + length));
    expect(header).toMatch(/^\{'descr': '<f8', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
    expect(file.length).toBe(10 + length + 48);
    for (const [k, value] of values.entries()) expect(view.getFloat64(10 + length + 8 * k, true)).toBe(value);
    expect(new TextDecoder().decode(whole(npy(values, [6])).subarray(10, 80))).toContain("(6,)");
  });
});
