import { insideDomain } from "../../model/domain.js";
import type { Field } from "../../model/field.js";
import type { PanelResult } from "../../simulate/run.js";
import type { Row, View } from "../kit/spec.js";
import type { Detail, Style } from "../kit/theme.js";
import { bandLayer, isoLineLayer, lossBands } from "./bands.js";
import { circleLayers, diagonal, diagonalLayer } from "./guides.js";
import { lineLabelLayers, lineLabels, namedIsoLines } from "./lineLabels.js";
import { fromPage, fromPlane, toPage } from "./plane.js";
import { type PlaneFrame, planeAxes, STRIDE } from "./planeFrame.js";
import { quiverLayer } from "./quiver.js";
import { dotted, endBoxes, labelRows, startLabelLayers, startLabels } from "./startLabels.js";
import { tickLayer } from "./timeTicks.js";
import { tracks } from "./tracks.js";
import { endLayer, haloLayer, headLayer, trajectoryLayer, trajectoryRows } from "./trajectories.js";
import { slideLayer, wallLayers, wallLines } from "./walls.js";

/** What the layers of one plane are made from. */
export interface PlaneContent {
  panel: PanelResult;
  /** The flow on the grid of the frame. */
  field: Field;
  frame: PlaneFrame;
  /** Losses that part the bands. */
  levels: readonly number[];
  /** Time between two ticks; 0 for none. */
  interval: number;
  lossLegend: View;
  markLegend: View;
  /** Distinguishes the layers and data sets of several planes in one figure. */
  suffix: string;
}

/** The layers of a phase plane from back to front, and the data sets they share. */
export function planeLayers(
  { panel, field, frame, levels, interval, lossLegend, markLegend, suffix }: PlaneContent,
  style: Style,
): { layers: View[]; datasets: Record<string, Row[]> } {
  const { settings, runs } = panel;
  const { plane } = frame;
  const shows = (detail: Detail) => style.preset.details.includes(detail);
  const bands = lossBands(field, plane, levels);
  const all = tracks(runs, plane);
  const walls = wallLines(settings.domain, plane).map((points) => points.map((p) => toPage(plane, p)));
  const labels = startLabels(all, walls, plane, style);
  const inside = insideDomain(settings.domain, settings.reference);

  const obstacles = [...labels.map(({ box }) => box), ...all.flatMap(({ page }) => endBoxes(page, style))];
  const named = [
    ...(shows("diagonal") ? [{ text: "x₁ = x₂", page: diagonal(plane).map((p) => toPage(plane, p)) }] : []),
    ...(shows("iso-labels") ? namedIsoLines(bands, plane) : []),
  ];
  const points = [...all.map(({ page }) => page), ...walls].flatMap((page) => dotted(page));
  const names = lineLabels(named, obstacles, points, plane, style).filter(({ at }) =>
    inside(...fromPlane(plane, ...fromPage(plane, at))),
  );

  const data = { trajectories: `trajectories${suffix}`, labels: `labels${suffix}` };
  const base = bandLayer(bands, plane, lossLegend);
  const layers = [
    { ...base, encoding: { ...(base.encoding as View), ...planeAxes(frame, style) } },
    isoLineLayer(bands, plane, style),
    shows("diagonal") ? diagonalLayer(plane, style) : null,
    ...(shows("circle") ? circleLayers(panel, plane, style) : []),
    ...wallLayers(settings.domain, plane, style),
    quiverLayer(field, plane, STRIDE, inside, style),
    ...lineLabelLayers(names, plane, style),
    haloLayer(data.trajectories, plane, style),
    slideLayer(runs, plane, style),
    trajectoryLayer(data.trajectories, all, plane, style),
    interval > 0 ? tickLayer(runs, interval, plane, style) : null,
    headLayer(all, plane, style),
    endLayer(all, plane, style, markLegend),
    ...startLabelLayers(data.labels, labels, plane, style),
  ].filter((layer) => layer !== null);
  return {
    // Views of one name in several planes would share their data.
    layers: layers.map((layer) => ({ ...layer, name: `${layer.name}${suffix}` })),
    datasets: { [data.trajectories]: trajectoryRows(all, plane), [data.labels]: labelRows(labels, plane) },
  };
}
