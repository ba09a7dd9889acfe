import { sampleField } from "../../../model/field.js";
import type { PanelResult, Result } from "../../../simulate/run.js";
import { axisExtent, axisWidth, linearText, linearTicks } from "../../kit/axes.js";
import {
  computedTogether,
  fitted,
  heading,
  outcome,
  panelCaption,
  provenance,
  readable,
  wrapped,
} from "../../kit/captions.js";
import { type FigureSpec, finished, type Row, type View } from "../../kit/spec.js";
import { ink, type Style, themeConfig } from "../../kit/theme.js";
import { lossOf, lossPercentiles, roundLevels } from "../../plane/bands.js";
import { createPlane } from "../../plane/plane.js";
import {
  bandLegend,
  LOSS_TITLE,
  markLegend,
  type PlaneFrame,
  planeGrid,
  WIDE,
} from "../../plane/planeFrame.js";
import { planeLayers } from "../../plane/planeLayers.js";
import { tickInterval } from "../../plane/timeTicks.js";
import { commonViewBox, type ViewBox } from "../../plane/viewBox.js";

/** Narrowest plane in which labels are still legible, in multiples of the text size. */
const NARROWEST = 11;

/** About how many levels of loss: fewer than a plane of its own has, which has room for their values. */
const LEVELS = 5;

/** Shares of the plane in percent that part its bands, where losses do not compare: fifths. */
const PERCENTILES = [20, 40, 60, 80];

/** The part of the plane that all panels in the coordinates of one of them show. */
const boxFor = (panel: PanelResult, panels: readonly PanelResult[]): ViewBox =>
  commonViewBox(panels.filter(({ settings }) => settings.figure.plane === panel.settings.figure.plane));

/** What small planes can hold: fewer arrows and no values on the lines. */
function reduced(style: Style, columns: number): Style {
  const { preset } = style;
  if (columns === 1) return style;
  const arrows = Math.max(9, Math.round((preset.arrows * 1.3) / columns));
  const details = preset.details.filter((detail) => detail === "time-ticks");
  return { ...style, preset: { ...preset, arrows, details } };
}

/** How many planes stand side by side, their width, and the gap between them. */
function layout(panels: readonly PanelResult[], style: Style) {
  const { preset } = style;
  const { text } = preset;
  const box = boxFor(panels[0], panels);
  const extent = axisExtent(linearText(linearTicks(box.v, text * 20, style)), style);
  const gap = Math.round(text * 0.8);
  // What hangs over a plane at either side: half a tick label, and the ticks of the next one.
  const over = Math.ceil(style.measure("0.0", text) / 2 + text * 0.5);
  const room = preset.width - 4 - axisWidth(extent, style) - Math.ceil(text * 0.5);
  const apart = gap + over;
  const fitting = Math.floor((room + apart) / (text * NARROWEST + apart));
  const columns = Math.max(1, Math.min(fitting, panels.length));
  return { extent, gap, columns, width: Math.floor((room - apart * (columns - 1)) / columns) };
}

/** The encoding of a plane's axes with texts only where it stands at the left or at the bottom. */
function outerAxes(layers: readonly View[], left: boolean, bottom: boolean): View[] {
  return layers.map((layer, i) => {
    if (i > 0) return layer;
    const encoding = layer.encoding as Record<string, { axis: View }>;
    const silent = (channel: "x" | "y", outer: boolean) =>
      outer
        ? encoding[channel]
        : {
            ...encoding[channel],
            axis: { ...encoding[channel].axis, title: null, labels: false, minExtent: 0, maxExtent: 0 },
          };
    return { ...layer, encoding: { ...encoding, x: silent("x", bottom), y: silent("y", left) } };
  });
}

/**
 * Fields on the grids of small planes, their backgrounds, the levels that part these all, and what they are.
 */
function compared(panels: readonly PanelResult[], small: Style) {
  const fields = panels.map((panel) =>
    sampleField(panel.settings, planeGrid(panel, small, boxFor(panel, panels))),
  );
  // The values of different losses do not compare; where they are low and high does.
  const ranked = new Set(panels.map(({ settings }) => settings.loss.name)).size > 1;
  const losses = fields.map(lossOf);
  return ranked
    ? { fields, backgrounds: fields.map(lossPercentiles), levels: PERCENTILES, title: "loss percentile" }
    : { fields, backgrounds: losses, levels: roundLevels(losses, LEVELS), title: LOSS_TITLE };
}

/** The legends below all planes: they are one where all planes ask for the same. */
function sharedLegends(frame: PlaneFrame, levels: readonly number[], title: string, style: Style) {
  const { width, text } = style.preset;
  const wide = width >= WIDE;
  const below = { orient: "bottom", offset: text };
  return {
    bandLegend: {
      ...bandLegend(frame, levels, title, style),
      ...below,
      ...(wide ? { titleOrient: "left" } : {}),
      gradientLength: Math.round(width * (wide ? 0.3 : 0.4)),
    },
    markLegend: {
      ...markLegend(frame, style),
      ...below,
      ...(wide ? { direction: "horizontal" } : {}),
      columnPadding: text,
    },
  };
}

/** What sets a panel apart, above its plane. */
function panelHeading(panel: PanelResult, width: number, style: Style): View {
  const { text } = style.preset;
  const lines = wrapped(panelCaption(panel).split(", "), ", ", width, (line) => style.measure(line, text));
  return {
    text: lines.map((line) => fitted(line, text, width, style)),
    frame: "group",
    fontSize: text,
    fontWeight: "normal",
    offset: text * 0.4,
  };
}

/**
 * The phase planes of several panels, such as the values of `vary`, side by side: the same part of the plane,
 * the same levels of loss (percentiles where the losses differ), one legend, wrapped at the figure's width.
 *
 * @param result with at least one panel
 */
export function smallMultiples({ scenario, panels }: Result, style: Style): FigureSpec {
  const { extent, gap, columns, width } = layout(panels, style);
  const small = reduced(style, columns);
  const { fields, backgrounds, levels, title } = compared(panels, small);
  const interval = style.preset.details.includes("time-ticks")
    ? tickInterval(panels.flatMap(({ runs }) => runs))
    : 0;
  const datasets: Record<string, Row[]> = {};
  const planes = panels.map((panel, i) => {
    const plane = createPlane(panel.settings, boxFor(panel, panels), width);
    const frame: PlaneFrame = { plane, extent, wide: false };
    const legends = sharedLegends(frame, levels, title, style);
    const sampled = { field: fields[i], background: backgrounds[i] };
    const content = { panel, ...sampled, frame, levels, interval, ...legends, suffix: `-${i + 1}` };
    const made = planeLayers(content, small);
    Object.assign(datasets, made.datasets);
    return {
      title: panelHeading(panel, plane.width, style),
      width: plane.width,
      height: plane.height,
      view: { stroke: ink.axis, strokeWidth: 0.75 },
      layer: outerAxes(made.layers, i % columns === 0, i + columns >= panels.length),
    };
  });
  const about = computedTogether(panels.map(({ settings }) => settings));
  const [{ settings }] = panels;
  return finished({
    title: heading(
      settings.title,
      interval > 0 ? [...about, `ticks every Δt = ${readable(interval)}`] : about,
      style,
    ),
    description: [
      `Phase planes of preference optimisation side by side: ${about.join(", ")}.`,
      ...panels.map((panel) => `${panelCaption(panel)}: ${panel.runs.map(outcome).join(" ")}`),
    ].join(" "),
    usermeta: provenance("phase-plane", style, { scenario }),
    config: themeConfig(style),
    datasets,
    columns,
    spacing: gap,
    // Panels may differ in their starts.
    resolve: { scale: { fill: "shared", shape: "shared", color: "independent", strokeDash: "independent" } },
    concat: planes,
  });
}
