import { readable } from "../../kit/captions.js";
import { type Box, placeLabels } from "../../kit/labelPlacement.js";
import type { Point } from "../../kit/point.js";
import type { Row, View } from "../../kit/spec.js";
import { HUES, ink, type Style } from "../../kit/theme.js";
import { pointRow, positions } from "../../plane/marks.js";
import { type Plane, shown, toPage } from "../../plane/plane.js";
import { dotted, labelRows, type StartLabel, square, startLabelLayers } from "../../plane/startLabels.js";
import { drawn } from "./trainingLogLayers.js";
import type { Series } from "./trainingLogSeries.js";

/** Where a series is at a clock reading: between its points for a flow, at the nearest row for a log. */
function placeAt({ kind, points }: Series, step: number): Point {
  const next = points.findIndex((point) => point.step >= step);
  if (next < 0) return points[points.length - 1].at;
  if (next === 0) return points[0].at;
  const [a, b] = [points[next - 1], points[next]];
  const share = (step - a.step) / (b.step - a.step);
  if (kind === "logged") return share < 0.5 ? a.at : b.at;
  return [a.at[0] + share * (b.at[0] - a.at[0]), a.at[1] + share * (b.at[1] - a.at[1])];
}

/**
 * Rings and squares at round clock readings, on logs and on simulated flows, so that their pace can be
 * compared.
 */
export function paceLayer(
  all: readonly Series[],
  steps: readonly number[],
  plane: Plane,
  { preset }: Style,
): View {
  const values = all
    .filter(({ kind }) => kind === "logged" || kind === "simulated")
    .flatMap((series) =>
      steps.map((step) => ({
        kind: series.kind,
        step,
        color: series.color,
        ...pointRow(plane, placeAt(series, step)),
      })),
    );
  return {
    name: "pace",
    data: { values },
    mark: {
      type: "point",
      filled: false,
      fill: ink.paper,
      opacity: 1,
      size: (preset.mark * 0.82) ** 2,
      strokeWidth: preset.line * 0.75,
    },
    encoding: {
      ...positions(plane),
      shape: {
        field: "kind",
        type: "nominal",
        scale: { domain: ["logged", "simulated"], range: ["circle", "diamond"] },
        legend: null,
      },
      color: { field: "color", type: "nominal", scale: null },
    },
  };
}

/**
 * Names of round clock readings beside their marks, and of the point where DPO starts.
 *
 * @param unit name of the clock
 */
export function paceLabels(
  all: readonly Series[],
  steps: readonly number[],
  unit: string,
  plane: Plane,
  style: Style,
): { layers: View[]; rows: Row[] } {
  const { preset, measure } = style;
  const wanted = all
    .filter(({ kind }) => kind === "logged" || kind === "simulated")
    .flatMap((series) =>
      steps.map((step, i) => ({
        text: i === steps.length - 1 ? `${unit} ${readable(step)}` : readable(step),
        index: Math.max(0, (HUES as readonly string[]).indexOf(series.color)),
        at: placeAt(series, step),
      })),
    )
    .concat({ text: "DPO starts", index: 4, at: [0, 0] })
    .filter(({ at }) => shown(plane, at))
    .map((label) => ({ ...label, at: toPage(plane, label.at) }));
  const boxes = placeLabels(
    wanted.map(({ text, at }) => ({
      at,
      width: measure(text, preset.text) + 2,
      height: preset.text * 1.1,
      clearance: preset.mark / 2,
    })),
    {
      frame: { x: 0, y: 0, width: plane.width, height: plane.height },
      marks: wanted.map(({ at }) => square(at, preset.mark)),
      lines: all.flatMap((series) =>
        dotted(
          drawn(series, plane).map(({ at }) => toPage(plane, at)),
          3,
        ),
      ),
    },
  );
  const labels: StartLabel[] = wanted.map((label, i) => ({ ...label, start: label.text, box: boxes[i] }));
  return {
    layers: startLabelLayers("pace-labels", labels, plane, style),
    rows: labelRows(labels, plane),
  };
}

/** The rectangles on the page that the labels with these rows take. */
export const paceBoxes = (rows: readonly Row[], plane: Plane, { preset, measure }: Style): Box[] =>
  rows.map(({ r1, r2, dx, dy, text }) => {
    const [x, y] = toPage(plane, [Number(r1), Number(r2)]);
    const width = measure(String(text), preset.text) + 4;
    const height = preset.text * 1.2;
    return { x: x + Number(dx) - width / 2, y: y + Number(dy) - height / 2, width, height };
  });
