import { insideDomain } from "../../model/domain.js";
import type { Field } from "../../model/field.js";
import type { Point } from "../kit/point.js";
import type { View } from "../kit/spec.js";
import type { Style } from "../kit/theme.js";
import { type Bands, bandLayer, bandsOf, type GridValues, isoLineLayer } from "./bands.js";
import { circleLayers, diagonalLayers } from "./guides.js";
import { toPage } from "./plane.js";
import { type PlaneFrame, STRIDE, withAxes } from "./planeFrame.js";
import { quiverLayer } from "./quiver.js";
import type { PlaneSource } from "./viewBox.js";
import { wallLayers, wallLines } from "./walls.js";

/** What trajectories are drawn on: bands of equal value, walls and arrows. */
export interface Ground {
  frame: PlaneFrame;
  bands: Bands;
  /** The walls as lines on the page. */
  walls: Point[][];
  /** Whether a state (x1, x2) lies within the domain. */
  inside(x1: number, x2: number): boolean;
  /** From back to front. */
  layers: View[];
}

/**
 * The ground of a phase plane. Trajectories have no part in it but for the circles of the detail `circle`, so it stays
 * while a start is dragged.
 *
 * @param field      the flow on the grid of the frame
 * @param background what the bands show, on the same grid
 * @param levels     values that part the bands
 * @param legend     of the bands; null for none
 */
export function ground(
  { settings, runs }: PlaneSource,
  field: Field,
  background: GridValues,
  frame: PlaneFrame,
  levels: readonly number[],
  legend: View | null,
  style: Style,
): Ground {
  const { plane } = frame;
  const { details } = style.preset;
  const bands = bandsOf(background, plane, levels);
  const inside = insideDomain(settings.domain, settings.reference);
  const layers = [
    bandLayer(bands, plane, legend),
    isoLineLayer(bands, plane, style),
    ...(details.includes("diagonal") ? diagonalLayers(plane, style) : []),
    ...(details.includes("circle") ? circleLayers({ settings, runs }, plane, style) : []),
    ...wallLayers(settings.domain, plane, style),
    quiverLayer(field, plane, STRIDE, inside, style),
  ];
  const walls = wallLines(settings.domain, plane).map((points) => points.map((p) => toPage(plane, p)));
  return { frame, bands, walls, inside, layers: withAxes(layers, frame, style) };
}
