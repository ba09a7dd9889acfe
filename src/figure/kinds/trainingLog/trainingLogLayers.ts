import type { Point } from "../../kit/point.js";
import { simplify, TOLERANCE } from "../../kit/simplify.js";
import type { View } from "../../kit/spec.js";
import { ink, type Style } from "../../kit/theme.js";
import { LINE, pointRow, positions } from "../../plane/marks.js";
import { type Plane, toPage } from "../../plane/plane.js";
import type { Series, SeriesPoint } from "./trainingLogSeries.js";

/** Colour and dash of each series by its label. */
export const seriesScales = (all: readonly Series[]) => ({
  color: { domain: all.map(({ label }) => label), range: all.map(({ color }) => color) },
  strokeDash: { domain: all.map(({ label }) => label), range: all.map(({ dash }) => dash) },
});

/** As few points as draw the line of a series. */
export function drawn({ points }: Series, plane: Plane): SeriesPoint[] {
  const page = points.map(({ at }) => toPage(plane, at));
  return simplify(page, TOLERANCE).map((i) => points[i]);
}

const ROUNDED = { ...LINE, strokeJoin: "round" };

/** Lines of some kinds of series: in their own colours, or without a legend all in the colour of the mark. */
function lines(
  name: string,
  all: readonly Series[],
  kinds: readonly Series["kind"][],
  plane: Plane,
  mark: View,
  legend: View | null,
): View {
  const scales = seriesScales(all);
  return {
    name,
    data: {
      values: all
        .filter(({ kind }) => kinds.includes(kind))
        .flatMap((series) =>
          drawn(series, plane).map(({ at }) => ({ series: series.label, ...pointRow(plane, at) })),
        ),
    },
    mark: { ...ROUNDED, ...mark },
    encoding: {
      ...positions(plane),
      ...(legend === null
        ? { detail: { field: "series" } }
        : {
            // Labels bring colours of their own, which would part a legend of `color` from that of the
            // dashes.
            stroke: { field: "series", type: "nominal", scale: scales.color, legend },
            strokeDash: { field: "series", type: "nominal", scale: scales.strokeDash, legend },
          }),
    },
  };
}

/** Fitted lines, simulated flows and logs, one over the other. */
export function seriesLayers(all: readonly Series[], plane: Plane, legend: View, { preset }: Style): View[] {
  const { line, mark } = preset;
  const halo = { stroke: ink.paper, strokeWidth: line * 2.2, strokeCap: "round", opacity: 0.9 };
  const logged = all.filter(({ kind }) => kind === "logged");
  const crowded = Math.max(...logged.map(({ points }) => points.length)) > 120;
  const has = (kind: Series["kind"]) => all.some((series) => series.kind === kind);
  return [
    ...(has("simulated") ? [lines("simulated-halo", all, ["simulated"], plane, halo, null)] : []),
    ...(has("simulated")
      ? [lines("simulated-flow", all, ["simulated"], plane, { strokeWidth: line * 1.25 }, legend)]
      : []),
    ...(has("line")
      ? [lines("fitted-lines", all, ["line", "free-line"], plane, { strokeWidth: line * 0.75 }, legend)]
      : []),
    lines("logged-halo", all, ["logged"], plane, { ...halo, strokeWidth: line * 1.6, opacity: 0.75 }, null),
    lines("logged", all, ["logged"], plane, { strokeWidth: line * 0.6 }, legend),
    {
      name: "rows",
      data: {
        values: logged.flatMap(({ label, color, points }) =>
          points.map(({ at, step }) => ({ series: label, step, color, ...pointRow(plane, at) })),
        ),
      },
      mark: {
        type: "point",
        filled: true,
        opacity: 1,
        size: (mark * (crowded ? 0.4 : 0.62)) ** 2,
        stroke: ink.paper,
        strokeWidth: crowded ? 0 : line * 0.25,
      },
      encoding: {
        ...positions(plane),
        color: { field: "color", type: "nominal", scale: null },
      },
    },
  ];
}

/** Both ends of the line r1 = r2 within the picture, where the margin is 0. */
export function marginZero({ u, v }: Plane): [Point, Point] {
  const [low, high] = [Math.max(u[0], v[0]), Math.min(u[1], v[1])];
  return [
    [low, low],
    [high, high],
  ];
}

/** Lines on which one response stays where the reference has it, and dotted the one of margin 0. */
export function guideLayers(plane: Plane, { preset }: Style): View[] {
  const { u, v } = plane;
  const guide = (name: string, ends: readonly [Point, Point], mark: View): View => ({
    name,
    data: { values: ends.map((end) => pointRow(plane, end)) },
    mark: { ...ROUNDED, ...mark },
    encoding: positions(plane),
  });
  const level = { stroke: ink.axis, strokeWidth: preset.line * 0.45 };
  return [
    guide(
      "preferred-level",
      [
        [0, v[0]],
        [0, v[1]],
      ],
      level,
    ),
    guide(
      "dispreferred-level",
      [
        [u[0], 0],
        [u[1], 0],
      ],
      level,
    ),
    guide("margin-zero", marginZero(plane), {
      stroke: ink.muted,
      strokeWidth: preset.line * 0.4,
      strokeDash: [1, 2],
    }),
  ];
}
