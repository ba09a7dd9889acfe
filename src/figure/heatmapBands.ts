import ndarray from "ndarray";
import { type Bands, bandLayer, isoLineLayer, isoLines, lossBands } from "./bands.js";
import { readable } from "./captions.js";
import { lineLabelLayers, lineLabels } from "./lineLabels.js";
import { filled, indicator } from "./nearestCell.js";
import { type Plane, type Point, toPage } from "./plane.js";
import { lossLegend, type PlaneFrame } from "./planeFrame.js";
import type { Row, View } from "./spec.js";
import { ink, LANDSCAPE, type Style } from "./theme.js";

/** A plane with one more cell on every side, in the same scale on the page: contours do not end at its edge. */
function margined({ u, v, width, height, ...plane }: Plane, [ny, nx]: readonly number[]): Plane {
  const [du, dv] = [(u[1] - u[0]) / nx, (v[1] - v[0]) / ny];
  return {
    ...plane,
    u: [u[0] - du, u[1] + du],
    v: [v[0] - dv, v[1] + dv],
    width: (width * (nx + 2)) / nx,
    height: (height * (ny + 2)) / ny,
  };
}

/** Contours of values on a grid, and the plane, a cell wider on every side, in which they are. */
function contoured(values: Float64Array, shape: readonly number[], plane: Plane, levels: readonly number[]) {
  const [ny, nx] = shape;
  const size = [ny + 2, nx + 2];
  const clamp = (i: number, n: number) => Math.min(n - 1, Math.max(0, i - 1));
  const wider = Float64Array.from(
    { length: size[0] * size[1] },
    (_, k) => values[clamp(Math.floor(k / size[1]), ny) * nx + clamp(k % size[1], nx)],
  );
  const field = {
    x1: new Float64Array(size[1]),
    x2: new Float64Array(size[0]),
    velocity: ndarray(new Float64Array(0), [0, 0, 2]),
    loss: ndarray(wider, size),
  };
  const wide = margined(plane, shape);
  return { bands: lossBands(field, wide, levels), wide };
}

/** Bands with their levels numbered 1, 2, 3 …: all parts of the scale are equally long, whatever the values. */
const numbered = ({ levels, rings, cell }: Bands): Bands => ({
  cell,
  levels: levels.map((_, i) => i + 1),
  rings: rings.map(({ level, points }) => ({ level: levels.indexOf(level) + 1, points })),
});

/** The scale of numbered bands, each level written for people. */
export function numberedLegend(
  frame: PlaneFrame,
  levels: readonly number[],
  title: string,
  style: Style,
): View {
  const [texts, numbers] = [levels.map(readable), levels.map((_, i) => i + 1)];
  const { format: _, ...legend } = lossLegend(frame, numbers, style);
  const labelExpr = `${JSON.stringify(texts)}[indexof(${JSON.stringify(numbers)}, datum.value)]`;
  return { ...legend, title, labelExpr };
}

/** Filled shapes where a grid has some property, each with a row of data. */
export function regionLayer(
  name: string,
  regions: readonly { values: Float64Array; has: (value: number) => boolean; row: Row }[],
  shape: readonly number[],
  plane: Plane,
  mark: View,
): View {
  const [fu, fv] = plane.fields;
  const rings = regions.flatMap(({ values, has, row }) =>
    contoured(indicator(values, has), shape, plane, [0.5]).bands.rings.map(({ points }) => ({ points, row })),
  );
  return {
    name,
    data: {
      values: rings.flatMap(({ points, row }, ring) =>
        points.map(([u, v]) => ({ ring, ...row, [fu]: u, [fv]: v })),
      ),
    },
    mark: {
      type: "line",
      filled: true,
      order: false,
      strokeWidth: 0,
      clip: true,
      interpolate: "linear-closed",
      ...mark,
    },
    encoding: {
      x: { field: fu, type: "quantitative" },
      y: { field: fv, type: "quantitative" },
      detail: { field: "ring" },
    },
  };
}

/** Bands of values on a grid, lines of equal value with their values, and what has no value in grey. */
export function valueLayers(
  values: Float64Array,
  shape: readonly number[],
  levels: readonly number[],
  frame: PlaneFrame,
  title: string,
  style: Style,
): View[] {
  const { plane } = frame;
  const { bands, wide } = contoured(filled(values, shape), shape, plane, levels);
  const named = isoLines(bands, wide).map(({ level, points }) => ({
    text: readable(level),
    page: points.map((p): Point => toPage(plane, p)),
  }));
  const missing = { values, has: Number.isNaN, row: {} };
  return [
    bandLayer(numbered(bands), plane, numberedLegend(frame, levels, title, style), LANDSCAPE),
    isoLineLayer(bands, wide, style),
    ...(values.some(Number.isNaN)
      ? [regionLayer("missing", [missing], shape, plane, { fill: ink.grid })]
      : []),
    ...lineLabelLayers(lineLabels(named, [], [], plane, style), plane, style),
  ];
}
