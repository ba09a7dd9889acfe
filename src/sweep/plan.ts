import type { RunStatus } from "../run/status.js";
import type { Panel } from "../scenario/schema.js";

/** What a sweep can measure in every cell, in the order in which its files list them. */
export const SWEEP_METRICS = [
  "extinctionTime",
  "finalPreferred",
  "dispreferredHalfLife",
  "timeToMargin",
  "preferredGain",
  "status",
] as const;

export type SweepMetric = (typeof SWEEP_METRICS)[number];

/** How a cell ended: as a run does, or not a start of the domain at all (`outside`), or not even wrong (`error`). */
export type CellStatus = RunStatus | "outside" | "error";

/** The numbers that stand for each status in arrays: its place here. */
export const STATUSES: readonly CellStatus[] = [
  "extinct",
  "stationary",
  "horizon",
  "step-limit",
  "non-finite",
  "out-of-domain",
  "outside",
  "error",
];

/** Statuses of a trajectory that could not be followed to its end. */
export const FAILURES: ReadonlySet<CellStatus> = new Set([
  "step-limit",
  "non-finite",
  "out-of-domain",
  "error",
]);

/** What of a scenario a sweep depends on. */
export type SweepSettings = Omit<Panel["settings"], "starts" | "sample">;

/** The coordinates in which starts are even: the probability ratios, or their logarithms. */
export type SweepPlane = "ratio" | "log-ratio";

/** Starts at the centres of a grid of cells, or drawn at random, over `box` in the coordinates of `plane`. */
export type SweepStarts = {
  plane: SweepPlane;
  box: { u: readonly [number, number]; v: readonly [number, number] };
} & ({ nx: number; ny: number } | { random: number; seed: number });

/** How trajectories are computed: by integration, or from what is known in closed form. */
export type SweepMethod = "odex" | "exact";

/** Everything that decides what a sweep gives, to the last bit. Plain data. */
export interface SweepPlan {
  scenario: string;
  panel: string;
  settings: SweepSettings;
  starts: SweepStarts;
  metrics: SweepMetric[];
  method: SweepMethod;
}

/** The log-ratio plane reaches this far below its upper edge: three decades. */
const DEPTH = Math.log(1000);

/**
 * The rectangle that a sweep covers: up to where each probability is 1, in the quadrant too, which has no walls.
 */
export function sweepBox(
  plane: SweepPlane,
  { preferred, dispreferred }: SweepSettings["reference"],
): SweepStarts["box"] {
  if (plane === "ratio") return { u: [0, 1 / preferred], v: [0, 1 / dispreferred] };
  const [u, v] = [-Math.log(preferred), -Math.log(dispreferred)];
  return { u: [u - DEPTH, u], v: [v - DEPTH, v] };
}

/** Number of rows that starts come in, and of starts in a row. A random sample has one start a row. */
export function extent(starts: SweepStarts): { rows: number; columns: number } {
  return "random" in starts ? { rows: starts.random, columns: 1 } : { rows: starts.ny, columns: starts.nx };
}

/** Shape of the arrays that a sweep gives: [ny, nx], or [n] for a random sample. */
export const shape = (starts: SweepStarts): number[] =>
  "random" in starts ? [starts.random] : [starts.ny, starts.nx];

/** The i-th of n parts of a sweep: whole rows, as even as they come. */
export function shardRows(starts: SweepStarts, i: number, n: number): { from: number; to: number } {
  const { rows } = extent(starts);
  return { from: Math.floor(((i - 1) * rows) / n), to: Math.floor((i * rows) / n) };
}
