import ndarray from "ndarray";
import { describe, expect, it } from "vitest";
import {
  bandLayer,
  bandsOf,
  isoLines,
  lossOf,
  lossPercentiles,
  roundLevels,
} from "../../src/figure/plane/bands.js";
import { createPlane } from "../../src/figure/plane/plane.js";
import { panel } from "./fixture.js";

const plane = createPlane(panel({ start: [0.5, 0.5] }).settings, { u: [0, 4], v: [0, 2] }, 400);

/** Two rows of four cells whose value is the number of the column. */
const columns = { quantity: "pace", values: Float64Array.of(0, 1, 2, 3, 0, 1, 2, 3), shape: [2, 4] };

const field = {
  x1: Float64Array.of(1, 2),
  x2: Float64Array.of(1, 2),
  velocity: ndarray(new Float64Array(8), [2, 2, 2]),
  loss: ndarray(Float64Array.of(30, 10, 20, 40), [2, 2]),
};

describe("bands of any quantity", () => {
  it("part the plane where a value is reached, and carry its name", () => {
    const bands = bandsOf(columns, plane, [1.5]);
    expect(bands).toMatchObject({ quantity: "pace", levels: [1.5], cell: [1, 1] });
    // Cells have their values in their middle: 1.5 lies half way between those of columns 1 and 2.
    const [line] = isoLines(bands, plane).filter(({ points }) => points.every(([u]) => u === 2));
    expect(line.level).toBe(1.5);
    const { data, encoding } = bandLayer(bands, plane, null) as {
      data: { values: object[] };
      encoding: { fill: { field: string } };
    };
    expect(encoding.fill.field).toBe("pace");
    for (const row of data.values) expect(Object.keys(row)).toEqual(["ring", "pace", "x1", "x2"]);
  });

  it("have round levels through the values of all grids", () => {
    const high = { ...columns, values: columns.values.map((value) => value + 10) };
    expect(roundLevels([columns], 3)).toEqual([0, 1, 2, 3]);
    expect(roundLevels([columns, high], 3)).toEqual([0, 5, 10]);
    expect(roundLevels([{ ...columns, values: new Float64Array(8).fill(Number.NaN) }], 3)).toEqual([]);
  });

  it("show the loss of a field, or the share of the field where it is lower", () => {
    expect(lossOf(field)).toEqual({ quantity: "loss", values: field.loss.data, shape: [2, 2] });
    expect(lossPercentiles(field)).toEqual({
      quantity: "lossPercentile",
      values: Float64Array.of(50, 0, 25, 75),
      shape: [2, 2],
    });
    expect([...field.loss.data]).toEqual([30, 10, 20, 40]);
  });
});
