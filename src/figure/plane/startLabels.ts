import { fitted } from "../kit/captions.js";
import { type Box, nearest, placeLabels } from "../kit/labelPlacement.js";
import type { Row, View } from "../kit/spec.js";
import { hue, ink, type Style } from "../kit/theme.js";
import { pointRow, positions } from "./marks.js";
import { fromPage, type Plane, type Point } from "./plane.js";
import { along, pageLength, type Track } from "./tracks.js";

/** Room around a label in points that its white outline takes. */
const OUTLINE = 1.2;

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
  const { text: size, mark, line } = style.preset;
  const [fu, fv] = plane.fields;
  const leaders: Row[] = labels.flatMap(({ start, index, at, box }) => {
    const end = nearest(box, at);
    const far = Math.hypot(end[0] - at[0], end[1] - at[1]);
    if (far < mark * 1.4) return [];
    return [
      {
        start,
        ...coordinates(plane, at),
        color: hue(index),
        dx: offset(end[0], at[0]),
        dy: offset(end[1], at[1]),
      },
    ];
  });
  const at = positions(plane);
  const text = {
    type: "text",
    align: "center",
    baseline: "middle",
    fontSize: size,
    dx: { expr: "datum.dx" },
    dy: { expr: "datum.dy" },
  };
  const leader = { type: "rule", x2Offset: { expr: "datum.dx" }, y2Offset: { expr: "datum.dy" } };
  const layers: View[] = [
    {
      name: "label-outlines",
      data: { name: data },
      mark: { ...text, stroke: ink.paper, strokeWidth: OUTLINE * 2, strokeJoin: "round", opacity: 0.85 },
      encoding: { ...at, text: { field: "text", type: "nominal" } },
    },
    {
      name: "labels",
      data: { name: data },
      mark: text,
      encoding: {
        ...at,
        text: { field: "text", type: "nominal" },
        color: { field: "color", type: "nominal", scale: null },
      },
    },
  ];
  if (leaders.length === 0) return layers;
  return [
    {
      name: "leaders",
      data: { values: leaders },
      mark: { ...leader, strokeWidth: line * 0.4 },
      encoding: {
        ...at,
        x2: { field: fu },
        y2: { field: fv },
        color: { field: "color", type: "nominal", scale: null },
      },
    },
    ...layers,
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
