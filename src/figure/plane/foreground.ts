import type { Run } from "../../simulate/run.js";
import type { Row, View } from "../kit/spec.js";
import type { Style } from "../kit/theme.js";
import type { Ground } from "./ground.js";
import { diagonal } from "./guides.js";
import { type LineLabel, lineLabelLayers, lineLabels, namedIsoLines } from "./lineLabels.js";
import { fromPage, fromPlane, toPage } from "./plane.js";
import {
  dotted,
  endBoxes,
  labelRows,
  type StartLabel,
  startLabelLayers,
  startLabels,
} from "./startLabels.js";
import { tickLayer } from "./timeTicks.js";
import { type Track, tracks } from "./tracks.js";
import { endLayer, haloLayer, headLayer, trajectoryLayer, trajectoryRows } from "./trajectories.js";
import { slideLayer } from "./walls.js";

/** Trajectories with their starts, ends, ticks and labels, and the texts that keep clear of them. */
export interface Foreground {
  ground: Ground;
  /** From back to front. */
  layers: View[];
  datasets: Record<string, Row[]>;
  labels: readonly StartLabel[];
  /** Texts on the lines of the ground. */
  lineLabels: View[];
  /** Time between two ticks; 0 for none. */
  interval: number;
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

/** The values on lines of equal value, and the name of the diagonal, clear of starts, trajectories and walls. */
function labelledLines(
  all: readonly Track[],
  labels: readonly StartLabel[],
  { frame: { plane }, bands, walls, inside }: Ground,
  style: Style,
): LineLabel[] {
  const { details } = style.preset;
  const line = details.includes("diagonal") ? diagonal(plane) : [];
  const named = [
    ...(line.length > 0 ? [{ text: "x₁ = x₂", page: line.map((p) => toPage(plane, p)) }] : []),
    ...(details.includes("iso-labels") ? namedIsoLines(bands, plane) : []),
  ];
  const obstacles = [...labels.map(({ box }) => box), ...all.flatMap(({ page }) => endBoxes(page, style))];
  const points = [...all.map(({ page }) => page), ...walls].flatMap((page) => dotted(page));
  return lineLabels(named, obstacles, points, plane, style).filter(({ at }) =>
    inside(...fromPlane(plane, ...fromPage(plane, at))),
  );
}

/** How a foreground is drawn. */
export interface ForegroundOptions {
  /** Time between two ticks; 0 for none. */
  interval: number;
  /** Of the marks; null for none. */
  legend: View | null;
  /** Distinguishes the data sets of several planes in one figure. */
  suffix?: string;
  /** What was shown last, while it moves: its labels go along. Absent once it is at rest. */
  before?: Foreground | undefined;
}

/** What the starts draw on a ground. */
export function foreground(
  runs: readonly Run[],
  ground: Ground,
  { interval, legend, suffix = "", before }: ForegroundOptions,
  style: Style,
): Foreground {
  const { plane } = ground.frame;
  const all = tracks(runs, plane);
  const labels = before ? carried(all, before.labels) : startLabels(all, ground.walls, plane, style);
  const written = before
    ? before.lineLabels.filter(() => before.ground === ground)
    : lineLabelLayers(labelledLines(all, labels, ground, style), plane, style);
  const data = { trajectories: `trajectories${suffix}`, labels: `labels${suffix}` };
  const layers = [
    ...written,
    haloLayer(data.trajectories, plane, style),
    slideLayer(runs, plane, style),
    trajectoryLayer(data.trajectories, all, plane, style),
    interval > 0 ? tickLayer(runs, interval, plane, style) : null,
    headLayer(all, plane, style),
    endLayer(all, plane, style, legend),
    ...startLabelLayers(data.labels, labels, plane, style),
  ].filter((layer) => layer !== null);
  return {
    ground,
    layers,
    datasets: { [data.trajectories]: trajectoryRows(all, plane), [data.labels]: labelRows(labels, plane) },
    labels,
    lineLabels: written,
    interval,
  };
}
