import type { Grid } from "../../model/field.js";
import { gridPlane, planes } from "../../model/planes/registry.js";
import { axis, axisExtent, axisWidth, decimals, fittingTitle, linearText, linearTicks } from "../kit/axes.js";
import type { Point } from "../kit/point.js";
import type { View } from "../kit/spec.js";
import { ink, type Style } from "../kit/theme.js";
import { createPlane, type Plane } from "./plane.js";
import { FLOW } from "./trajectories.js";
import { type PlaneSource, viewBox } from "./viewBox.js";

/** Cells of the field per arrow along each axis: fine enough for smooth bands, odd so that a cell is in the middle. */
export const STRIDE = 7;

/** Figures at least this wide have their legend at the right, narrower ones below. */
export const WIDE = 360;

/** A plane and the room its vertical axis takes. */
export interface PlaneFrame {
  plane: Plane;
  extent: number;
  wide: boolean;
}

/** Room in points that a legend of what marks mean takes beside a plane. */
export const markLegendWidth = ({ preset, measure }: Style): number =>
  preset.text * 1.4 + measure(FLOW, preset.text) + preset.mark * 2;

/** Room in points that the scale of the bands takes beside a plane. */
export const bandLegendWidth = ({ preset }: Style): number => preset.text * 5;

/** How far the last tick label of a horizontal axis reaches beyond its end, in points. */
function overhang([low, high]: Point, style: Style): number {
  const { preset, measure } = style;
  const ticks = linearTicks([low, high], preset.width, style);
  const last = ticks[ticks.length - 1];
  if (last === undefined) return 0;
  const half = measure(linearText(ticks)[ticks.length - 1], preset.text) / 2;
  return Math.max(0, half - ((high - last) / (high - low)) * preset.width * 0.6);
}

/**
 * The plane that figures of a panel are drawn in: what it shows, and its size within the figure's width.
 *
 * @param beside room in points for legends at the right of a wide figure; a narrow one has them below
 * @param box    the part of the plane that is shown, where it is not the panel's own
 */
export function planeFrame(
  panel: PlaneSource,
  style: Style,
  beside: number,
  box = viewBox(panel),
): PlaneFrame {
  const { preset } = style;
  const { text } = preset;
  const extent = axisExtent(linearText(linearTicks(box.v, preset.width, style)), style);
  const wide = preset.width >= WIDE;
  // Half of a tick label may hang over the right edge.
  const right = Math.ceil(Math.max(wide ? beside : 0, overhang(box.u, style)));
  const full = Math.floor(preset.width - 4 - axisWidth(extent, style) - right);
  const tall = (preset.height ?? Number.POSITIVE_INFINITY) - 2 * preset.title - 7 * text;
  return { plane: createPlane(panel.settings, box, Math.min(full, tall)), extent, wide };
}

/**
 * The grid on which the figures of a panel want its field sampled.
 *
 * @param box the part of the plane that is shown, where it is not the panel's own
 * @returns   the argument for `sampleField`
 */
export function planeGrid(panel: PlaneSource, { preset }: Style, box = viewBox(panel)): Grid {
  const { figure, reference } = panel.settings;
  const plane = planes[figure.plane];
  const n = preset.arrows * STRIDE;
  const ratios = ([low, high]: Point, p: number) => [plane.from(low, p), plane.from(high, p)] as const;
  const [x1, x2] = [ratios(box.u, reference.preferred), ratios(box.v, reference.dispreferred)];
  return { x1, x2, nx: n, ny: n, spacing: gridPlane(figure.plane) };
}

/** Title of an axis: in words where there is room, otherwise its symbol. */
function titleOf({ symbols, width, height }: Plane, i: 0 | 1, style: Style): string {
  const response = i === 0 ? "preferred response" : "dispreferred response";
  return fittingTitle([`${response}   ${symbols[i]}`, symbols[i]], i === 0 ? width : height, style);
}

/** The axes of a plane with round ticks, set so that the plot's width on the page is known beforehand. */
export function planeAxes({ plane, extent }: PlaneFrame, style: Style): { x: View; y: View } {
  const scale = (domain: readonly number[]) => ({ domain, nice: false, zero: false });
  return {
    x: {
      field: plane.fields[0],
      type: "quantitative",
      scale: scale(plane.u),
      axis: axis(titleOf(plane, 0, style), linearTicks(plane.u, plane.width, style)),
    },
    y: {
      field: plane.fields[1],
      type: "quantitative",
      scale: scale(plane.v),
      axis: {
        ...axis(titleOf(plane, 1, style), linearTicks(plane.v, plane.height, style)),
        minExtent: extent,
        maxExtent: extent,
      },
    },
  };
}

/** Layers of which the first has the axes of the plane, for all of them. */
export function withAxes([first, ...others]: readonly View[], frame: PlaneFrame, style: Style): View[] {
  const encoding = { ...(first.encoding as View), ...planeAxes(frame, style) };
  return [{ ...first, encoding }, ...others];
}

/** Where a legend stands: stacked beside a wide figure, side by side below a narrow one. */
const place = ({ plane, wide }: PlaneFrame, { preset }: Style, x: number): View =>
  wide
    ? { orient: "right", offset: preset.text }
    : { orient: "none", legendX: Math.round(x), legendY: Math.round(plane.height + preset.text * 4.6) };

/** About how many levels part the bands of a figure. */
export const levelCount = ({ wide }: PlaneFrame): number => (wide ? 8 : 4);

/** What the scale of bands of loss is called. */
export const LOSS_TITLE = "loss L";

/** The scale of the background bands. */
export function bandLegend(
  frame: PlaneFrame,
  levels: readonly number[],
  title: string | string[],
  style: Style,
): View {
  const { plane, wide } = frame;
  return {
    ...place(frame, style, 0),
    type: "gradient",
    title,
    format: `.${decimals(levels)}f`,
    direction: wide ? "vertical" : "horizontal",
    gradientLength: Math.round(wide ? plane.height * 0.42 : plane.width * 0.56),
    gradientThickness: Math.round(style.preset.text * 0.9),
    gradientStrokeColor: ink.axis,
    gradientStrokeWidth: 0.5,
  };
}

/** What circles, squares and arrows mean. */
export function markLegend(frame: PlaneFrame, style: Style): View {
  const { text, mark } = style.preset;
  return {
    ...place(frame, style, frame.plane.width - style.measure(FLOW, text) - mark * 2.2),
    title: null,
    direction: "vertical",
    symbolFillColor: ink.arrow,
    symbolStrokeWidth: 0,
    symbolSize: mark ** 2,
    labelOffset: text * 0.6,
    rowPadding: text * 0.3,
  };
}
