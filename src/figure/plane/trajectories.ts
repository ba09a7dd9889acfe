import type { Point } from "../kit/point.js";
import { type Row, raw, type View } from "../kit/spec.js";
import { dash, hue, ink, type Style } from "../kit/theme.js";
import { LINE, pointRow, positions } from "./marks.js";
import { fromPage, type Plane, shown, toPlane } from "./plane.js";
import { along, pageLength, type Track } from "./tracks.js";

/** What the arrows of the field are called in the legend. */
export const FLOW = "flow, log length";

/** The field's arrow, stouter and of twice its size, as legends draw all symbols in one. */
const LEGEND_ARROW = "M-2,-0.14L0.6,-0.14L0.6,-0.72L2,0L0.6,0.72L0.6,0.14L-2,0.14Z";

const HEAD = "M-1,-0.75L1,0L-1,0.75L-0.55,0Z";

/** Colour and dash by start, in the order of the scenario. */
export function startScales(labels: readonly string[], { preset }: Style) {
  return {
    color: { domain: [...labels], range: labels.map((_, i) => hue(i)) },
    strokeDash: { domain: [...labels], range: labels.map((_, i) => dash(i, preset.line)) },
  };
}

const row = (plane: Plane, start: string, point: Point): Row => ({ start, ...pointRow(plane, point) });

const drawn = { ...LINE, strokeJoin: "round" };

/**
 * White lines under the trajectories that lift them off the field.
 *
 * @param data name of the data set with `trajectoryRows`
 */
export const haloLayer = (data: string, plane: Plane, { preset }: Style): View => ({
  name: "halo",
  data: { name: data },
  mark: {
    ...drawn,
    stroke: ink.paper,
    strokeWidth: preset.line * 2.4,
    strokeCap: "round",
    opacity: 0.9,
  },
  encoding: { ...positions(plane), detail: { field: "start" } },
});

/**
 * Trajectories, told apart by colour and dash.
 *
 * @param data name of the data set with `trajectoryRows`
 */
export function trajectoryLayer(data: string, all: readonly Track[], plane: Plane, style: Style): View {
  const scales = startScales(
    all.map(({ run }) => run.start),
    style,
  );
  return {
    name: "trajectories",
    data: { name: data },
    mark: { ...drawn, strokeWidth: style.preset.line },
    encoding: {
      ...positions(plane),
      color: { field: "start", type: "nominal", scale: scales.color, legend: null },
      strokeDash: { field: "start", type: "nominal", scale: scales.strokeDash, legend: null },
    },
  };
}

/** Rows for the lines of the trajectories. */
export const trajectoryRows = (all: readonly Track[], plane: Plane): Row[] =>
  all.flatMap(({ run, page }) => page.map((point) => row(plane, run.start, fromPage(plane, point))));

/** Arrowheads along the way: one in the middle of a short trajectory, more on a long one, none on a stub. */
export function headLayer(all: readonly Track[], plane: Plane, style: Style): View | null {
  const { line, mark } = style.preset;
  const spacing = style.preset.width * 0.3;
  const scales = startScales(
    all.map(({ run }) => run.start),
    style,
  );
  const values = all.flatMap(({ run, page, leaves }) => {
    const length = pageLength(page);
    if (length < 3.2 * mark) return [];
    const count = Math.max(1, Math.round(length / spacing));
    const places = Array.from({ length: count }, (_, k) => (length * (k + 0.55)) / count);
    return [...places, ...(leaves ? [length - 2.2 * line] : [])].flatMap((place) => {
      const head = along(page, place);
      if (!head) return [];
      const angle = (Math.atan2(head.towards[1], head.towards[0]) * 180) / Math.PI;
      return [{ ...row(plane, run.start, fromPage(plane, head.at)), angle }];
    });
  });
  if (values.length === 0) return null;
  return {
    name: "heads",
    data: { values },
    mark: {
      type: "point",
      shape: HEAD,
      filled: true,
      opacity: 1,
      size: (line * 4.2) ** 2,
      stroke: ink.paper,
      strokeWidth: line * 0.3,
    },
    encoding: {
      ...positions(plane),
      angle: raw("angle"),
      color: { field: "start", type: "nominal", scale: scales.color, legend: null },
    },
  };
}

/** Circles where trajectories start, squares where they end; an end off the picture has none. */
export function endLayer(all: readonly Track[], plane: Plane, style: Style, legend: View | null): View {
  const { mark, line } = style.preset;
  const scales = startScales(
    all.map(({ run }) => run.start),
    style,
  );
  const marksAt = (kind: "start" | "end"): Row[] =>
    all
      .map(({ run }) => ({ run, at: toPlane(plane, ...(kind === "end" ? run.x : run.x0)) }))
      .filter(({ at }) => shown(plane, at))
      .map(({ run, at }) => ({
        ...row(plane, run.start, at),
        mark: kind,
        t: kind === "end" ? run.t : 0,
      }));
  // Squares first: where a run hardly moves, its start stays in sight as a circle on the square.
  const values = [...marksAt("end"), ...marksAt("start")];
  return {
    name: "ends",
    data: { values },
    mark: {
      type: "point",
      filled: true,
      opacity: 1,
      stroke: ink.paper,
      strokeWidth: line * 0.45,
      size: mark ** 2,
    },
    encoding: {
      ...positions(plane),
      shape: {
        field: "mark",
        type: "nominal",
        // The flow has no mark in this layer; naming it here puts its arrow into the one legend.
        scale: { domain: ["start", "end", FLOW], range: ["circle", "square", LEGEND_ARROW] },
        legend,
      },
      color: { field: "start", type: "nominal", scale: scales.color, legend: null },
    },
  };
}
