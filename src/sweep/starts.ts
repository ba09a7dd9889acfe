import type { PlaneFamily } from "../model/planes/family.js";
import { gridPlanes } from "../model/planes/registry.js";
import type { Reference } from "../model/reference.js";
import type { SampleLayout } from "./sampling.js";
import { type SampledStarts, samplingOf } from "./samplings/registry.js";
import type { SweepBox, SweepPlane } from "./sweepPlanes.js";

/** The starts of a sweep: chosen in some way over `box` in the coordinates of `plane`. */
export type SweepStarts = { plane: SweepPlane; box: SweepBox } & SampledStarts;

/** What of a plan decides its starts. */
interface StartedPlan {
  starts: SweepStarts;
  settings: { reference: Reference };
}

/** Writes two numbers that belong to the start in a row and a column into `out`. */
type StartWriter = (row: number, column: number, out: Float64Array) => void;

/** Starts of a sweep in the coordinates of its plane, ready to be told one by one. */
export interface StartLayout extends Omit<SampleLayout, "place"> {
  /** Writes the coordinates (u, v) in the sweep's plane. */
  coordinates: StartWriter;
}

/** @throws UsageError for a kind of starts that does not exist */
export function layoutOf(starts: SweepStarts): StartLayout {
  const { place, ...layout } = samplingOf(starts.kind).layout(starts);
  const { u, v } = starts.box;
  const [u0, width, v0, height] = [u[0], u[1] - u[0], v[0], v[1] - v[0]];
  return {
    ...layout,
    coordinates(row, column, out) {
      place(row, column, out);
      out[0] = u0 + width * out[0];
      out[1] = v0 + height * out[1];
    },
  };
}

/** What tells the starts (x1, x2) of a sweep, probability ratios, one by one. */
export function startsOf({ starts, settings }: StartedPlan): StartWriter {
  const { coordinates } = layoutOf(starts);
  const { from }: PlaneFamily = gridPlanes[starts.plane];
  const { preferred, dispreferred } = settings.reference;
  return (row, column, out) => {
    coordinates(row, column, out);
    out[0] = from(out[0], preferred);
    out[1] = from(out[1], dispreferred);
  };
}

/** Starts as `summary.json` and figures say them. */
export function describedStarts(starts: SweepStarts): Readonly<Record<string, unknown>> {
  const { plane, box } = starts;
  return { plane, box, ...samplingOf(starts.kind).described(starts) };
}

/** The i-th of n parts of a sweep, counted from 1: whole rows, as even as they come. */
export function shardRows(rows: number, i: number, n: number): { from: number; to: number } {
  return { from: Math.floor(((i - 1) * rows) / n), to: Math.floor((i * rows) / n) };
}
