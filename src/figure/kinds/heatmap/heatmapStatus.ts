import { type CellStatus, cellEndings, STATUSES } from "../../../sweep/statuses/registry.js";
import type { Point } from "../../kit/point.js";
import type { View } from "../../kit/spec.js";
import { ink, type Style } from "../../kit/theme.js";
import { pointRow, positions } from "../../plane/marks.js";
import type { Plane } from "../../plane/plane.js";
import type { PlaneFrame } from "../../plane/planeFrame.js";
import { type CellGrid, cellsLayer, withinWalls } from "./heatmapCells.js";

/** A channel that shows a status, with its legend. */
export const statusChannel = (
  present: readonly CellStatus[],
  { plane, wide }: PlaneFrame,
  { preset }: Style,
): View => ({
  field: "status",
  type: "nominal",
  scale: { domain: [...present], range: present.map((status) => cellEndings[status].colour) },
  legend: {
    ...(wide
      ? { title: "status", orient: "right", offset: preset.text }
      : { title: null, orient: "none", direction: "horizontal", columns: 3, legendX: 0 }),
    ...(!wide && { legendY: Math.round(plane.height + preset.text * 4.6) }),
    symbolType: "square",
    symbolOpacity: 1,
    symbolStrokeWidth: 0.5,
    symbolStrokeColor: ink.axis,
  },
});

/** The status of each cell of a grid: one colour each. */
export function statusLayers(
  codes: Float64Array,
  grid: CellGrid,
  present: readonly CellStatus[],
  frame: PlaneFrame,
  style: Style,
): View[] {
  const shown = withinWalls(codes, grid);
  const mark = { stroke: { expr: "scale('fill', datum.status)" } };
  return cellsLayer("statuses", (k) => ({ status: STATUSES[shown[k]] }), grid, mark, {
    fill: statusChannel(present, frame, style),
  });
}

/** Crosses at the cells that failed. */
export function failedLayers(cells: readonly Point[], plane: Plane, { preset }: Style): View[] {
  if (cells.length === 0) return [];
  const size = Math.min(preset.mark * 0.7, plane.width / Math.sqrt(cells.length) / 2);
  return [
    {
      name: "failed",
      data: { values: cells.map((cell) => pointRow(plane, cell)) },
      mark: {
        type: "point",
        shape: "M-1,-1L1,1M-1,1L1,-1",
        filled: false,
        opacity: 1,
        stroke: ink.warning,
        strokeWidth: Math.min(preset.line * 0.6, size / 4),
        size: size ** 2,
        clip: true,
      },
      encoding: positions(plane),
    },
  ];
}
