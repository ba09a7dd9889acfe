import type { Row, View } from "../figure/kit/spec.js";
import { ink, type Style, themeConfig } from "../figure/kit/theme.js";
import { type Bands, bandLayer, isoLineLayer, lossBands, roundLevels } from "../figure/plane/bands.js";
import { diagonal, diagonalLayer } from "../figure/plane/guides.js";
import { lineLabelLayers, lineLabels, namedIsoLines } from "../figure/plane/lineLabels.js";
import { fromPage, fromPlane, type Point, toPage } from "../figure/plane/plane.js";
import { type PlaneFrame, planeAxes, STRIDE } from "../figure/plane/planeFrame.js";
import { quiverLayer } from "../figure/plane/quiver.js";
import {
  dotted,
  endBoxes,
  labelRows,
  type StartLabel,
  startLabelLayers,
  startLabels,
} from "../figure/plane/startLabels.js";
import { tickInterval, tickLayer } from "../figure/plane/timeTicks.js";
import { type Track, tracks } from "../figure/plane/tracks.js";
import {
  endLayer,
  haloLayer,
  headLayer,
  trajectoryLayer,
  trajectoryRows,
} from "../figure/plane/trajectories.js";
import { slideLayer, wallLayers, wallLines } from "../figure/plane/walls.js";
import { insideDomain } from "../model/domain.js";
import type { Field } from "../model/field.js";
import type { PanelResult, Run } from "../simulate/run.js";

/** What of the plane the starts have no part in. */
export interface Ground {
  frame: PlaneFrame;
  levels: readonly number[];
  bands: Bands;
  layers: View[];
}

/** What the starts draw on it. */
export interface Foreground {
  layers: View[];
  datasets: Record<string, Row[]>;
  labels: readonly StartLabel[];
  /** Texts on the lines of `ground`. */
  lineLabels: View[];
  ground: Ground;
  /** Time between two ticks. */
  interval: number;
}

type Settings = PanelResult["settings"];

/** About how many lines of equal loss. */
const LEVELS = 7;

/** Bands of loss, walls and arrows. */
export function ground(settings: Settings, field: Field, frame: PlaneFrame, style: Style): Ground {
  const { plane } = frame;
  const levels = roundLevels([field], LEVELS);
  const bands = lossBands(field, plane, levels);
  const base = bandLayer(bands, plane, null);
  const inside = insideDomain(settings.domain, settings.reference);
  const layers = [
    { ...base, encoding: { ...(base.encoding as View), ...planeAxes(frame, style) } },
    isoLineLayer(bands, plane, style),
    diagonalLayer(plane, style),
    ...wallLayers(settings.domain, plane, style),
    quiverLayer(field, plane, STRIDE, inside, style),
  ];
  return { frame, levels, bands, layers };
}

/** Labels where they were, seen from their starts: placing them anew takes too long, and they would jump. */
function carried(all: readonly Track[], before: readonly StartLabel[]): StartLabel[] {
  return all.flatMap(({ run, index, page }) => {
    const old = before.find(({ start }) => start === run.start);
    if (!old || page.length === 0) return [];
    const [at] = page;
    const [dx, dy] = [at[0] - old.at[0], at[1] - old.at[1]];
    return [{ ...old, index, at, box: { ...old.box, x: old.box.x + dx, y: old.box.y + dy } }];
  });
}

/** The values on lines of equal loss, and the name of the diagonal, clear of starts and trajectories. */
function labelledLines(
  settings: Settings,
  all: readonly Track[],
  walls: readonly (readonly Point[])[],
  labels: readonly StartLabel[],
  { frame: { plane }, bands }: Ground,
  style: Style,
) {
  const inside = insideDomain(settings.domain, settings.reference);
  const named = [
    { text: "x₁ = x₂", page: diagonal(plane).map((p) => toPage(plane, p)) },
    ...namedIsoLines(bands, plane),
  ];
  const obstacles = [...labels.map(({ box }) => box), ...all.flatMap(({ page }) => endBoxes(page, style))];
  const points = [...all.map(({ page }) => page), ...walls].flatMap((page) => dotted(page));
  return lineLabels(named, obstacles, points, plane, style).filter(({ at }) =>
    inside(...fromPlane(plane, ...fromPage(plane, at))),
  );
}

/**
 * Trajectories with their starts, ends, ticks and labels.
 *
 * @param before what was shown last, while it moves: its labels go along; absent once it is at rest
 */
export function foreground(
  settings: Settings,
  runs: readonly Run[],
  back: Ground,
  style: Style,
  before?: Foreground,
): Foreground {
  const { plane } = back.frame;
  const all = tracks(runs, plane);
  const walls = wallLines(settings.domain, plane).map((points) => points.map((p) => toPage(plane, p)));
  const labels = before ? carried(all, before.labels) : startLabels(all, walls, plane, style);
  const interval = tickInterval(runs);
  const written = before
    ? before.lineLabels.filter(() => before.ground === back)
    : lineLabelLayers(labelledLines(settings, all, walls, labels, back, style), plane, style);
  const layers = [
    ...written,
    haloLayer("trajectories", plane, style),
    slideLayer(runs, plane, style),
    trajectoryLayer("trajectories", all, plane, style),
    interval > 0 ? tickLayer(runs, interval, plane, style) : null,
    headLayer(all, plane, style),
    endLayer(all, plane, style, null),
    ...startLabelLayers("labels", labels, plane, style),
  ].filter((layer) => layer !== null);
  return {
    layers,
    datasets: { trajectories: trajectoryRows(all, plane), labels: labelRows(labels, plane) },
    labels,
    lineLabels: written,
    ground: back,
    interval,
  };
}

/** The plane as a figure without title and legends: the page has its own. */
export function planeFigure(back: Ground, front: Foreground, style: Style): View {
  const { width, height } = back.frame.plane;
  return {
    config: { ...themeConfig(style), aria: false },
    datasets: front.datasets,
    width,
    height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: [...back.layers, ...front.layers],
  };
}
