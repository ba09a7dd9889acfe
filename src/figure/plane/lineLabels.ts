import { linearText } from "../kit/axes.js";
import { type Box, overlap, within } from "../kit/labelPlacement.js";
import type { Point } from "../kit/point.js";
import type { Row, View } from "../kit/spec.js";
import { ink, type Style } from "../kit/theme.js";
import { type Bands, isoLines } from "./bands.js";
import { pointRow, positions } from "./marks.js";
import { fromPage, type Plane, toPage } from "./plane.js";
import { along, pageLength } from "./tracks.js";

/** Distance in points between the places that are tried along a line. */
const STEP = 4;

/** Places that are tried along one line at most: several times what fits into a picture, whatever a line is like. */
const MOST_PLACES = 2000;

// The numbers here are choices of drawing; no measurement is behind them.

/** Where on a line its text would stand best, as a share of its length. */
const PREFERRED = 0.72;

/**
 * What a place at a line's far end costs against that, in units of one point of the plane that it would
 * cover.
 */
const REMOTE = 8;

/** Points of room along a line beyond the text itself. */
const ROOM = 4;

/** Height of a line of text in units of its font size. */
const LINE = 1.2;

/** Size of the text on a line in units of the figure's text: it names the line, and stays behind the starts' names. */
const SIZE = 0.88;

/** Smallest text on a line in points: what can be read in print. */
const LEAST_SIZE = 7;

/** Width in points of the pale outline that lifts a text off its line. */
const OUTLINE = 2.4;

/** A line on the page and what it is called. */
export interface NamedLine {
  text: string;
  page: Point[];
}

/** A text on a line, turned along it. */
export interface LineLabel {
  text: string;
  at: Point;
  /** Degrees clockwise, never upside down. */
  angle: number;
  box: Box;
}

/** The rectangle around a text that is turned. */
function turned(at: Point, width: number, height: number, angle: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [w, h] = [width * cos + height * sin, width * sin + height * cos];
  return { x: at[0] - w / 2, y: at[1] - h / 2, width: w, height: h };
}

/** Every place for a text along its line. */
function places({ text, page }: NamedLine, { preset, measure }: Style): (LineLabel & { share: number })[] {
  const width = measure(text, preset.text) + ROOM;
  const room = pageLength(page) - width;
  const step = Math.max(STEP, room / MOST_PLACES);
  const count = Math.max(0, Math.floor(room / step));
  return Array.from({ length: count }, (_, i) => along(page, width / 2 + i * step)).flatMap((found, i) => {
    if (!found) return [];
    const raw = Math.atan2(found.towards[1], found.towards[0]);
    const angle = raw > Math.PI / 2 ? raw - Math.PI : raw <= -Math.PI / 2 ? raw + Math.PI : raw;
    const box = turned(found.at, width, preset.text * LINE, angle);
    return [{ text, at: found.at, angle: (angle * 180) / Math.PI, box, share: (i + 1) / (count + 1) }];
  });
}

/** The lines of equal value on the page, called by their values. */
export const namedIsoLines = (bands: Bands, plane: Plane): NamedLine[] =>
  isoLines(bands, plane).map(({ level, points }) => ({
    text: linearText(bands.levels)[bands.levels.indexOf(level)],
    page: points.map((p) => toPage(plane, p)),
  }));

/**
 * Places texts on their lines, clear of each other and of what stands in the plane; one per text, on the
 * longest of its lines that has room. A text for which no place is free is left out.
 *
 * @param named     lines, those that matter most first among lines of equal length
 * @param obstacles rectangles on the page to keep clear of
 * @param points    points on the page to stay off where possible
 * @param free      whether a text may stand in a rectangle on the page
 */
export function lineLabels(
  named: readonly NamedLine[],
  obstacles: readonly Box[],
  points: readonly Point[],
  plane: Plane,
  style: Style,
  free: (box: Box) => boolean = () => true,
): LineLabel[] {
  const frame = { x: 1, y: 1, width: plane.width - 2, height: plane.height - 2 };
  const placed: LineLabel[] = [];
  const longestFirst = [...named].sort((a, b) => pageLength(b.page) - pageLength(a.page));
  for (const line of longestFirst) {
    if (placed.some(({ text }) => text === line.text)) continue;
    const taken = [...obstacles, ...placed.map(({ box }) => box)];
    const cost = ({ box, share }: { box: Box; share: number }) =>
      points.filter(([x, y]) => overlap({ x, y, width: 0.01, height: 0.01 }, box)).length +
      Math.abs(share - PREFERRED) * REMOTE;
    const [best] = places(line, style)
      .filter(({ box }) => free(box) && within(box, frame) && !taken.some((other) => overlap(box, other)))
      .map((place) => ({ place, cost: cost(place) }))
      .sort((a, b) => a.cost - b.cost);
    if (best) placed.push(best.place);
  }
  return placed;
}

/** Texts along their lines, on a pale outline. */
export function lineLabelLayers(labels: readonly LineLabel[], plane: Plane, { preset }: Style): View[] {
  if (labels.length === 0) return [];
  const values: Row[] = labels.map(({ text, at, angle }) => ({
    text,
    ...pointRow(plane, fromPage(plane, at)),
    angle: Math.round(angle * 100) / 100,
  }));
  const mark = { type: "text", align: "center", baseline: "middle", angle: { expr: "datum.angle" } };
  const encoding = {
    ...positions(plane),
    text: { field: "text", type: "nominal" },
  };
  const fontSize = Math.max(LEAST_SIZE, preset.text * SIZE);
  const outline = { stroke: ink.paper, strokeWidth: OUTLINE, strokeJoin: "round", opacity: 0.8 };
  return [
    { name: "line-label-outlines", data: { values }, mark: { ...mark, ...outline, fontSize }, encoding },
    { name: "line-labels", data: { values }, mark: { ...mark, color: ink.muted, fontSize }, encoding },
  ];
}
