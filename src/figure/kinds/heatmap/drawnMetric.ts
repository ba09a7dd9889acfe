import { UsageError } from "../../../errors.js";
import { metricOf } from "../../../measure/registry.js";
import { insideDomain } from "../../../model/domain.js";
import { planes } from "../../../model/planes/registry.js";
import { oneOf } from "../../../scenario/oneOf.js";
import type { SweepMetric } from "../../../sweep/plan.js";
import type { SweepResult } from "../../../sweep/results.js";
import { layoutOf } from "../../../sweep/starts.js";
import { type CellStatus, STATUSES } from "../../../sweep/statuses/registry.js";
import type { Point } from "../../kit/point.js";
import { fromPlane } from "../../plane/plane.js";
import { type Levels, levelsOf } from "./heatmapLevels.js";

/** A grid with more cells than this on a side is drawn from as many of them, evenly taken: more cannot be seen. */
const MOST_CELLS = 400;

/** What the metric is called in the figure. */
export const titleOf = (metric: SweepMetric): string =>
  metric === "status" ? "status" : metricOf(metric).labels.figure;

/** One metric of a sweep, with what is needed to draw it. */
export interface DrawnMetric {
  metric: SweepMetric;
  values: Float64Array;
  /** Whether starts are drawn as cells that fill the plane, or as a dot each. */
  cells: boolean;
  /** Of the values that are drawn on a grid, and their shape [ny, nx]. */
  drawn: Float64Array;
  shown: readonly number[];
  /** The status of each cell, as a number. */
  codes: Float64Array;
  /** Statuses that occur. */
  present: CellStatus[];
  /** Plane coordinates of the k-th cell. */
  at(k: number): Point;
  /** Whether a point in plane coordinates lies within the walls. */
  inside(point: Point): boolean;
  title: string;
  /** Undefined for the status. */
  levels: Levels | undefined;
}

/** Evenly taken cells of a large grid, each the nearest to the centre of a cell of the coarser one. */
function thinned(values: Float64Array, [ny, nx]: readonly number[], [few, narrow]: readonly number[]) {
  if (few === ny && narrow === nx) return values;
  const nearest = (i: number, less: number, many: number) => Math.floor(((i + 0.5) * many) / less);
  return Float64Array.from({ length: few * narrow }, (_, k) => {
    const row = nearest(Math.floor(k / narrow), few, ny);
    return values[row * nx + nearest(k % narrow, narrow, nx)];
  });
}

/**
 * The metric of a whole sweep.
 *
 * @throws UsageError where it was not swept, or only a part of the rows was
 */
export function drawnMetric({ plan, arrays, from, to }: SweepResult, metric: SweepMetric): DrawnMetric {
  const { starts, settings, metrics } = plan;
  oneOf("metric: this sweep has no", metric, metrics);
  const [values, codes] = [arrays[metric] ?? new Float64Array(), arrays.status ?? new Float64Array()];
  const { shape: size, rows, columns, cells, coordinates } = layoutOf(starts);
  if (from !== 0 || to !== rows) {
    throw new UsageError(`sweep: a figure needs all ${rows} rows; these are [${from}, ${to}) of them`);
  }
  const out = new Float64Array(2);
  const inside = insideDomain(settings.domain, settings.reference);
  const plane = { family: planes[starts.plane], reference: settings.reference };
  const shown = size.map((n) => Math.min(n, MOST_CELLS));
  const drawn = cells ? thinned(values, size, shown) : values;
  return {
    metric,
    values,
    cells,
    drawn,
    shown,
    codes,
    present: STATUSES.filter((_, code) => codes.includes(code)),
    at(k) {
      coordinates(Math.floor(k / columns), k % columns, out);
      return [out[0], out[1]];
    },
    inside: (point) => inside(...fromPlane(plane, point[0], point[1])),
    title: titleOf(metric),
    levels: metric === "status" ? undefined : levelsOf(drawn),
  };
}
