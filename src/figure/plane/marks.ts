import type { Point } from "../kit/point.js";
import { simplify, TOLERANCE } from "../kit/simplify.js";
import type { Row } from "../kit/spec.js";
import { type Plane, toPage } from "./plane.js";

type Fields = Pick<Plane, "fields">;

/** Channels of a position in a plane. */
export const positions = ({ fields: [fu, fv] }: Fields) => ({
  x: { field: fu, type: "quantitative" },
  y: { field: fv, type: "quantitative" },
});

/** A point of a plane as data. */
export const pointRow = ({ fields: [fu, fv] }: Fields, [u, v]: Point): Row => ({ [fu]: u, [fv]: v });

/** Lines or outlines as data: the points of each under its number. */
export const shapeRows = (
  plane: Fields,
  shapes: readonly (readonly Point[])[],
  number: "shape" | "line" = "shape",
): Row[] =>
  shapes.flatMap((points, i) => points.map((point) => ({ [number]: i, ...pointRow(plane, point) })));

/** As few of the points of a line in plane coordinates as draw it on the page. */
export const drawnLine = (plane: Plane, points: readonly Point[]): Point[] =>
  simplify(
    points.map((point) => toPage(plane, point)),
    TOLERANCE,
  ).map((i) => points[i]);

/** A line through its points in the order of the data, cut off at the frame. */
export const LINE = { type: "line", order: false, clip: true } as const;
