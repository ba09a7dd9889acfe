import { bisectLeft, quantileSorted, ticks } from "d3-array";
import { contours } from "d3-contour";
import type { Field } from "../../model/field.js";
import type { Point } from "../kit/point.js";
import { simplify } from "../kit/simplify.js";
import { type Row, significant, type View } from "../kit/spec.js";
import { BANDS, band, ink, type Ramp, type Style } from "../kit/theme.js";
import { LINE, pointRow, positions } from "./marks.js";
import { type Plane, toPage } from "./plane.js";

/** Bands are drawn a little closer to their contours than lines are, in points: two of them meet along each. */
const CLOSE = 0.04;

/** A quantity at the centres of equal cells that fill a plane. */
export interface GridValues {
  /** Its name in the data. */
  readonly quantity: string;
  /** Row by row from the lower left. */
  readonly values: Float64Array;
  /** [ny, nx]. */
  readonly shape: readonly number[];
}

/** Bands of equal value: the levels that part them, and their outlines in plane coordinates. */
export interface Bands {
  /** What is equal, by its name in the data. */
  quantity: string;
  levels: readonly number[];
  /** Size of a cell in plane coordinates. */
  cell: Point;
  /** Closed outlines of {value ≥ level}, from low to high: each is painted over the one before. */
  rings: { level: number; points: Point[] }[];
}

/** The loss of a field. */
export function lossOf({ loss: { data, shape } }: Field): GridValues {
  return { quantity: "loss", values: data, shape };
}

/**
 * Round levels through the middle of the values on some grids, free of the few extreme cells at their edges.
 *
 * @param count about how many
 */
export function roundLevels(grids: readonly GridValues[], count: number): number[] {
  const sorted = grids
    .flatMap(({ values }) => [...values])
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const [low, high] = [quantileSorted(sorted, 0.01), quantileSorted(sorted, 0.99)];
  return low === undefined || high === undefined ? [] : ticks(low, high, count).map(significant);
}

/** The percentiles, 0 to 100, of the losses of a field among each other: what compares where losses do not. */
export function lossPercentiles(field: Field): GridValues {
  const { values, shape } = lossOf(field);
  const sorted = values.slice().sort();
  const percentile = (value: number) => (100 * bisectLeft(sorted, value)) / sorted.length;
  return { quantity: "lossPercentile", values: values.map(percentile), shape };
}

/** A polygon with holes as one closed line: each hole is joined by a seam that is drawn both ways. */
function closedLine(rings: readonly Point[][]): Point[] {
  const [outer = [], ...holes] = rings;
  const anchor = outer[0];
  if (!anchor) return [];
  return [...outer, ...holes.flatMap((hole) => [...hole, anchor])];
}

/**
 * Cuts a plane into bands of equal value.
 *
 * @param plane  the one that the cells of the grid fill
 * @param levels values that part the bands, ascending
 */
export function bandsOf(
  { quantity, values, shape: [ny, nx] }: GridValues,
  plane: Plane,
  levels: readonly number[],
): Bands {
  const top = Math.max(0, ...levels) + 1;
  const finite = Array.from(values, (value) => (Number.isFinite(value) ? value : top));
  const [u, v] = [plane.u, plane.v];
  const at = ([i = 0, j = 0]: readonly number[]): Point => [
    u[0] + ((u[1] - u[0]) * i) / nx,
    v[0] + ((v[1] - v[0]) * j) / ny,
  ];
  const rings = contours()
    .size([nx, ny])
    .thresholds([...levels])(finite)
    .flatMap(({ value, coordinates }) =>
      coordinates.map((polygon) => ({
        level: value,
        points: closedLine(
          polygon.map((ring) => {
            const points = ring.map(at);
            return simplify(
              points.map((p) => toPage(plane, p)),
              CLOSE,
              [Math.floor(points.length / 2)],
            ).map((i) => points[i]);
          }),
        ),
      })),
    );
  return { quantity, levels, cell: [(u[1] - u[0]) / nx, (v[1] - v[0]) / ny], rings };
}

/** Background colours by threshold: one more colour than levels. */
export const bandScale = (levels: readonly number[], ramp: Ramp = BANDS) => ({
  type: "threshold",
  domain: [...levels],
  range: Array.from({ length: levels.length + 1 }, (_, i) =>
    band(levels.length > 0 ? i / levels.length : 0.5, ramp),
  ),
});

/** How bands are coloured. */
export interface BandLook {
  ramp?: Ramp;
  /**
   * Whether colours go by the number of a band, counted from 0, and not by its level: all parts of the scale are then
   * equally long, whatever the values.
   */
  numbered?: boolean;
}

/** Nested bands of equal value. */
export function bandLayer(
  { quantity, levels, rings }: Bands,
  plane: Plane,
  legend: View | null,
  { ramp = BANDS, numbered = false }: BandLook = {},
): View {
  const frame: Point[] = [
    [plane.u[0], plane.v[0]],
    [plane.u[1], plane.v[0]],
    [plane.u[1], plane.v[1]],
    [plane.u[0], plane.v[1]],
  ];
  // A threshold scale counts a value on a level to the band above; the lowest band has no level of its own.
  const lowest = numbered ? null : (levels[0] ?? 0) - 1;
  const outlines = [{ level: lowest, points: frame }, ...rings];
  const values: Row[] = outlines.flatMap(({ level, points }, ring) => {
    const band = level === null ? 0 : levels.indexOf(level) + 1;
    const row = { ring, [quantity]: level, ...(numbered && { band }) };
    return points.map((point) => ({ ...row, ...pointRow(plane, point) }));
  });
  return {
    name: "bands",
    data: { values },
    mark: {
      type: "line",
      filled: true,
      order: false,
      strokeWidth: 0,
      clip: true,
      interpolate: "linear-closed",
    },
    encoding: {
      ...positions(plane),
      detail: { field: "ring" },
      fill: {
        field: numbered ? "band" : quantity,
        type: "quantitative",
        scale: bandScale(numbered ? levels.map((_, i) => i + 1) : levels, ramp),
        legend: levels.length > 0 ? legend : null,
      },
    },
  };
}

/** Whether a piece of an outline closes it along the frame: the outermost half cell has no contour of its own. */
function closesFrame({ u, v }: Plane, cell: Point, [a, b]: Point, [p, q]: Point): boolean {
  const near = (x: number, edge: number, size: number) => Math.abs(x - edge) <= 0.51 * size;
  return [0, 1].some(
    (end) =>
      (near(a, u[end], cell[0]) && near(p, u[end], cell[0])) ||
      (near(b, v[end], cell[1]) && near(q, v[end], cell[1])),
  );
}

/** The lines between bands, without the parts of the outlines that run along the frame. */
export function isoLines(bands: Bands, plane: Plane): { level: number; points: Point[] }[] {
  return bands.rings.flatMap(({ level, points }) => {
    const lines: Point[][] = [[]];
    for (const [i, p] of points.entries()) {
      const q = points[i + 1];
      lines.at(-1)?.push(p);
      if (q && closesFrame(plane, bands.cell, p, q)) lines.push([]);
    }
    return lines.filter((line) => line.length > 1).map((line) => ({ level, points: line }));
  });
}

/** Thin lines of equal value. */
export function isoLineLayer(bands: Bands, plane: Plane, { preset }: Style): View {
  const values: Row[] = isoLines(bands, plane).flatMap(({ level, points }, line) =>
    points.map((point) => ({ line, [bands.quantity]: level, ...pointRow(plane, point) })),
  );
  return {
    name: "iso-lines",
    data: { values },
    mark: { ...LINE, stroke: ink.paper, strokeWidth: preset.line * 0.5 },
    encoding: {
      ...positions(plane),
      detail: { field: "line" },
    },
  };
}
