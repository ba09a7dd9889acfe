import type { SweepMetric } from "../../../sweep/plan.js";
import { wrapped } from "../../kit/captions.js";
import { filled } from "../../kit/nearestCell.js";
import type { Point } from "../../kit/point.js";
import type { View } from "../../kit/spec.js";
import { ink, LANDSCAPE, type Style } from "../../kit/theme.js";
import { type Bands, bandLayer, bandsOf, isoLineLayer, isoLines } from "../../plane/bands.js";
import { lineLabelLayers, lineLabels } from "../../plane/lineLabels.js";
import { fromPage, type Plane, toPage } from "../../plane/plane.js";
import { bandLegend, type PlaneFrame } from "../../plane/planeFrame.js";
import { type CellGrid, cellAt, cellsLayer, withinWalls } from "./heatmapCells.js";
import { type Levels, levelTexts } from "./heatmapLevels.js";

/** Zero has no logarithm; it is drawn as if it were below the lowest level by this factor. */
const ZERO = 1.5;

/**
 * A plane with one more cell on every side, in the same scale on the page: contours do not end at its edge.
 */
function margined({ u, v, width, height, ...plane }: Plane, [ny, nx]: CellGrid["shape"]): Plane {
  const [du, dv] = [(u[1] - u[0]) / nx, (v[1] - v[0]) / ny];
  return {
    ...plane,
    u: [u[0] - du, u[1] + du],
    v: [v[0] - dv, v[1] + dv],
    width: (width * (nx + 2)) / nx,
    height: (height * (ny + 2)) / ny,
  };
}

/** Contours of a metric on a grid, and the plane, a cell wider on every side, in which they are. */
function contoured(
  metric: SweepMetric,
  values: Float64Array,
  { shape, plane }: CellGrid,
  { values: levels, logarithmic }: Levels,
) {
  const [ny, nx] = shape;
  const size = [ny + 2, nx + 2];
  // Between two cells a quantity that spans decades is even in its logarithm.
  const scale = (value: number) => (logarithmic ? Math.log(value === 0 ? levels[0] / ZERO : value) : value);
  const wider = new Float64Array(size[0] * size[1]).fill(Number.NaN);
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) wider[(j + 1) * size[1] + i + 1] = scale(values[j * nx + i]);
  }
  const whole = { quantity: metric, values: filled(wider, size, true), shape: size };
  const wide = margined(plane, shape);
  const scaled = levels.map(scale);
  const { rings, ...rest } = bandsOf(whole, wide, scaled);
  const bands: Bands = {
    ...rest,
    levels,
    rings: rings.map(({ level, points }) => ({ level: levels[scaled.indexOf(level)], points })),
  };
  return { bands, wide };
}

/** A legend's title, in two lines or more where one would be much wider than the scale. */
export const legendTitle = (title: string, { preset, measure }: Style): string[] =>
  wrapped(title.split(" "), " ", preset.text * 7, (line) => measure(line, preset.text));

/** The scale of bands numbered 1, 2, 3 …, each level written for people. */
export function numberedLegend(frame: PlaneFrame, levels: Levels, title: string, style: Style): View {
  const [texts, numbers] = [levelTexts(levels), levels.values.map((_, i) => i + 1)];
  const lines = frame.wide ? legendTitle(title, style) : title;
  const { format: _, ...legend } = bandLegend(frame, numbers, lines, style);
  const labelExpr = `${JSON.stringify(texts)}[indexof(${JSON.stringify(numbers)}, datum.value)]`;
  return { ...legend, labelExpr };
}

/** Bands of values on a grid, lines of equal value with their values, and what has no value in grey. */
export function valueLayers(
  values: Float64Array,
  grid: CellGrid,
  levels: Levels,
  frame: PlaneFrame,
  { metric, title }: { metric: SweepMetric; title: string },
  style: Style,
): View[] {
  const { plane } = frame;
  const { bands, wide } = contoured(metric, values, grid, levels);
  const texts = levelTexts(levels);
  const named = isoLines(bands, wide).map(({ level, points }) => ({
    text: texts[levels.values.indexOf(level)],
    page: points.map((p): Point => toPage(plane, p)),
  }));
  const missing = withinWalls(
    values.map((value) => (Number.isNaN(value) ? 1 : 0)),
    grid,
  );
  const shows = (at: Point) => {
    const point = fromPage(plane, at);
    return grid.inside(point) && missing[cellAt(point, grid)] === 0;
  };
  const labels = lineLabels(named, [], [], plane, style, ({ x, y, width, height }) =>
    [x, x + width].every((right) => [y, y + height].every((down) => shows([right, down]))),
  );
  const mark = { fill: ink.grid, stroke: ink.grid };
  return [
    bandLayer(bands, plane, numberedLegend(frame, levels, title, style), {
      ramp: LANDSCAPE,
      numbered: true,
    }),
    isoLineLayer(bands, wide, style),
    ...cellsLayer("missing", (k) => (missing[k] === 1 ? {} : undefined), grid, mark),
    ...lineLabelLayers(labels, plane, style),
  ];
}
