import { fitted } from "../kit/captions.js";
import { type Box, nearest, placeLabels } from "../kit/labelPlacement.js";
import type { Point } from "../kit/point.js";
import type { Row, View } from "../kit/spec.js";
import { hue, ink, type Style } from "../kit/theme.js";
import { pointRow, positions } from "./marks.js";
import { fromPage, type Plane } from "./plane.js";
import { along, pageLength, type Track } from "./tracks.js";

/** Room around a label in points that its white outline takes. */
const OUTLINE = 1.2;

/** A label this many times the size of a mark away from its centre, or nearer, needs no line to it. */
const NEXT = 1.4;

/** The square of a size around a point on the page. */
export const square = ([x, y]: Point, size: number): Box => ({
  x: x - size / 2,
  y: y - size / 2,
  width: size,
  height: size,
});

/** The marks at both ends of a trajectory. */
export const endBoxes = (page: readonly Point[], { preset }: Style): Box[] =>
  page.length > 0 ? [square(page[0], preset.mark), square(page[page.length - 1], preset.mark)] : [];

/** A label of a start: what it says and where on the page it stands. */
export interface StartLabel {
  start: string;
  text: string;
  index: number;
  at: Point;
  box: Box;
}

/** Distance on the page to a hundredth of a point. */
const offset = (to: number, from: number) => Math.round((to - from) * 100) / 100 + 0;

/** A line as points at a distance from each other. */
export function dotted(page: readonly Point[], apart = 2): Point[] {
  const count = Math.min(2000, Math.floor(pageLength(page) / apart));
  return Array.from({ length: count }, (_, k) => along(page, k * apart)?.at).filter((at) => at !== undefined);
}

/**
 * Places a label for each start that is in the picture.
 *
 * @param walls lines on the page that labels keep off besides the trajectories
 */
export function startLabels(
  all: readonly Track[],
  walls: readonly (readonly Point[])[],
  plane: Plane,
  style: Style,
): StartLabel[] {
  const { text: size, mark } = style.preset;
  const inFrame = all.filter(({ page }) => page.length > 0);
  const widest = Math.min(plane.width - 4 * size, Math.max(plane.width * 0.5, size * 12));
  const texts = inFrame.map(({ run }) => fitted(run.start, size, widest, style));
  const lines = [...all.flatMap(({ page }) => dotted(page)), ...walls.flatMap((wall) => dotted(wall, 6))];
  const boxes = placeLabels(
    texts.map((text, i) => ({
      at: inFrame[i].page[0],
      width: style.measure(text, size) + 2 * OUTLINE,
      height: size * 1.1,
      clearance: mark / 2,
    })),
    {
      frame: { x: 0, y: 0, width: plane.width, height: plane.height },
      marks: all.flatMap(({ page }) => endBoxes(page, style)),
      lines,
    },
  );
  return inFrame.map(({ run, index, page }, i) => ({
    start: run.start,
    text: texts[i],
    index,
    at: page[0],
    box: boxes[i],
  }));
}

const coordinates = (plane: Plane, page: Point): Row => pointRow(plane, fromPage(plane, page));

const COLOR = { field: "color", type: "nominal", scale: null };

/** Thin lines from labels to their marks, where these are not next to each other; no layer where all are. */
function leaderLayers(labels: readonly StartLabel[], plane: Plane, { preset }: Style): View[] {
  const [fu, fv] = plane.fields;
  const values: Row[] = labels.flatMap(({ start, index, at, box }) => {
    const end = nearest(box, at);
    const far = Math.hypot(end[0] - at[0], end[1] - at[1]);
    if (far < preset.mark * NEXT) return [];
    const [dx, dy] = [offset(end[0], at[0]), offset(end[1], at[1])];
    return [{ start, ...coordinates(plane, at), color: hue(index), dx, dy }];
  });
  if (values.length === 0) return [];
  const leader = { type: "rule", x2Offset: { expr: "datum.dx" }, y2Offset: { expr: "datum.dy" } };
  return [
    {
      name: "leaders",
      data: { values },
      mark: { ...leader, strokeWidth: preset.line * 0.4 },
      encoding: { ...positions(plane), x2: { field: fu }, y2: { field: fv }, color: COLOR },
    },
  ];
}

/**
 * Labels at the starts in the colour of their trajectories, with a thin line to the mark where it is not next to them.
 *
 * @param data name of the data set with `labelRows`
 */
export function startLabelLayers(
  data: string,
  labels: readonly StartLabel[],
  plane: Plane,
  style: Style,
): View[] {
  const mark = {
    type: "text",
    align: "center",
    baseline: "middle",
    fontSize: style.preset.text,
    dx: { expr: "datum.dx" },
    dy: { expr: "datum.dy" },
  };
  const encoding = { ...positions(plane), text: { field: "text", type: "nominal" } };
  const outline = { stroke: ink.paper, strokeWidth: OUTLINE * 2, strokeJoin: "round", opacity: 0.85 };
  return [
    ...leaderLayers(labels, plane, style),
    { name: "label-outlines", data: { name: data }, mark: { ...mark, ...outline }, encoding },
    { name: "labels", data: { name: data }, mark, encoding: { ...encoding, color: COLOR } },
  ];
}

/** Rows for the labels at the starts. */
export const labelRows = (labels: readonly StartLabel[], plane: Plane): Row[] => {
  return labels.map(({ start, text, index, at, box }) => ({
    start,
    text,
    ...coordinates(plane, at),
    dx: offset(box.x + box.width / 2, at[0]),
    dy: offset(box.y + box.height / 2, at[1]),
    color: hue(index),
  }));
};
