import type { Reference } from "../model/reference.js";
import type { SampleLayout } from "./sampling.js";
import { type SampledStarts, samplingOf } from "./samplings/registry.js";

/** Names of the coordinates in which starts can be even. */
export const SWEEP_PLANES = ["ratio", "log-ratio"] as const;

/** The coordinates in which starts are even: the probability ratios, or their logarithms. */
export type SweepPlane = (typeof SWEEP_PLANES)[number];

/** A rectangle in the coordinates of a plane. */
export interface SweepBox {
  u: readonly [number, number];
  v: readonly [number, number];
}

/** The starts of a sweep: chosen in some way over `box` in the coordinates of `plane`. */
export type SweepStarts = { plane: SweepPlane; box: SweepBox } & SampledStarts;

/** The log-ratio plane reaches this far below its upper edge: three decades. */
const DEPTH = Math.log(1000);

/**
 * The rectangle that a sweep covers: up to where each probability is 1, in the quadrant too, which has no walls.
 */
export function sweepBox(plane: SweepPlane, { preferred, dispreferred }: Reference): SweepBox {
  if (plane === "ratio") return { u: [0, 1 / preferred], v: [0, 1 / dispreferred] };
  const [u, v] = [-Math.log(preferred), -Math.log(dispreferred)];
  return { u: [u - DEPTH, u], v: [v - DEPTH, v] };
}

/** Starts of a sweep, ready to be told one by one. */
export interface StartLayout extends Omit<SampleLayout, "place"> {
  /** Writes the coordinates (u, v) in the sweep's plane of the start in a row and a column into `out`. */
  coordinates(row: number, column: number, out: Float64Array): void;
  /** Writes the start (x1, x2), probability ratios, in a row and a column into `out`. */
  start(row: number, column: number, out: Float64Array): void;
}

/** @throws UsageError for a kind of starts that does not exist */
export function layoutOf(starts: SweepStarts): StartLayout {
  const { place, ...layout } = samplingOf(starts.kind).layout(starts);
  const { u, v } = starts.box;
  const [u0, width, v0, height] = [u[0], u[1] - u[0], v[0], v[1] - v[0]];
  const coordinates = (row: number, column: number, out: Float64Array) => {
    place(row, column, out);
    out[0] = u0 + width * out[0];
    out[1] = v0 + height * out[1];
  };
  const start = (row: number, column: number, out: Float64Array) => {
    coordinates(row, column, out);
    out[0] = Math.exp(out[0]);
    out[1] = Math.exp(out[1]);
  };
  return { ...layout, coordinates, start: starts.plane === "ratio" ? coordinates : start };
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
