import { filled } from "../../kit/nearestCell.js";
import type { Point } from "../../kit/point.js";
import type { Row, View } from "../../kit/spec.js";
import type { Plane } from "../../plane/plane.js";

/** Cells that fill a plane, row by row from the lower left. */
export interface CellGrid {
  /** [ny, nx]. */
  shape: readonly number[];
  plane: Plane;
  /** Whether a point in plane coordinates lies within the walls of the domain. */
  inside(point: Point): boolean;
}

/**
 * Width in points of an outline in the colour of the cells: it closes the seams that renderers leave between
 * them.
 */
const SEAM = 0.3;

/** The cell that a point in plane coordinates lies in, or the nearest one. */
export function cellAt([a, b]: Point, { shape: [ny, nx], plane: { u, v } }: CellGrid): number {
  const index = (x: number, [low, high]: Point, n: number) =>
    Math.min(n - 1, Math.max(0, Math.floor(((x - low) / (high - low)) * n)));
  return index(b, v, ny) * nx + index(a, u, nx);
}

/**
 * A property of the cells, in which those beyond the walls take after the nearest one inside: the wall, drawn
 * over them, cuts them where they reach inside.
 */
export function withinWalls(
  values: Float64Array,
  { shape, plane: { u, v }, inside }: CellGrid,
): Float64Array {
  const [ny, nx] = shape;
  const centre = (k: number): Point => [
    u[0] + ((u[1] - u[0]) * ((k % nx) + 0.5)) / nx,
    v[0] + ((v[1] - v[0]) * (Math.floor(k / nx) + 0.5)) / ny,
  ];
  return filled(
    values.map((value, k) => (inside(centre(k)) ? value : Number.NaN)),
    shape,
  );
}

/** A rectangle of cells: columns [i0, i1) of rows [j0, j1). */
interface Block {
  i0: number;
  i1: number;
  j0: number;
  j1: number;
  row: Row;
}

/**
 * Cells with the same data as few rectangles: runs along each row, joined with the same runs in the row
 * below.
 */
function blocks(rowOf: (k: number) => Row | undefined, [ny, nx]: CellGrid["shape"]): Block[] {
  const all: Block[] = [];
  let below = new Map<string, Block>();
  for (let j = 0; j < ny; j++) {
    const here = new Map<string, Block>();
    for (let i = 0, end = 0; i < nx; i = end) {
      const row = rowOf(j * nx + i);
      const data = JSON.stringify(row);
      for (end = i + 1; end < nx && JSON.stringify(rowOf(j * nx + end)) === data; ) end++;
      if (!row) continue;
      const run = `${i} ${end} ${data}`;
      const known = below.get(run);
      const block = known ?? { i0: i, i1: end, j0: j, j1: j, row };
      if (!known) all.push(block);
      block.j1 = j + 1;
      here.set(run, block);
    }
    below = here;
  }
  return all;
}

/**
 * Cells of a grid as filled rectangles; no layer where there are none.
 *
 * @param rowOf data of the k-th cell; undefined where it is not drawn
 */
export function cellsLayer(
  name: string,
  rowOf: (k: number) => Row | undefined,
  { shape, plane }: CellGrid,
  mark: View,
  encoding: View = {},
): View[] {
  const [ny, nx] = shape;
  const [fu, fv] = plane.fields;
  const at = ([low, high]: Point, i: number, n: number) => low + ((high - low) * i) / n;
  const values = blocks(rowOf, shape).map(({ i0, i1, j0, j1, row }) => ({
    ...row,
    [fu]: at(plane.u, i0, nx),
    [`${fu}_end`]: at(plane.u, i1, nx),
    [fv]: at(plane.v, j0, ny),
    [`${fv}_end`]: at(plane.v, j1, ny),
  }));
  if (values.length === 0) return [];
  return [
    {
      name,
      data: { values },
      mark: { type: "rect", opacity: 1, clip: true, strokeWidth: SEAM, ...mark },
      encoding: {
        x: { field: fu, type: "quantitative" },
        x2: { field: `${fu}_end` },
        y: { field: fv, type: "quantitative" },
        y2: { field: `${fv}_end` },
        ...encoding,
      },
    },
  ];
}
