import type { LogRow } from "../../../log/log.js";
import type { LogAnalysis } from "../../../log/trainingLog.js";
import { short } from "../../kit/captions.js";
import type { Point } from "../../kit/point.js";
import { dash, hue, ink, type Style } from "../../kit/theme.js";

/** What a line in a figure of training logs stands for. */
export type SeriesKind = "logged" | "simulated" | "line" | "free-line";

/** A point of a log or a simulation: plane coordinates, and the clock reading it belongs to. */
export interface SeriesPoint {
  step: number;
  at: Point;
}

/** One line of a figure, as its legend names it. */
export interface Series {
  label: string;
  kind: SeriesKind;
  color: string;
  dash: number[];
  points: SeriesPoint[];
}

/** More rows than this are thinned out: a picture does not show them. */
export const MOST_POINTS = 400;

/** Evenly chosen rows, the first and the last among them. */
function thinned(rows: readonly LogRow[]): readonly LogRow[] {
  if (rows.length <= MOST_POINTS) return rows;
  return Array.from(
    { length: MOST_POINTS },
    (_, i) => rows[Math.round((i * (rows.length - 1)) / (MOST_POINTS - 1))],
  );
}

const SPLIT = { eval: "evaluation", train: "training" } as const;

/** The simulated flow of a log, with clock readings in place of times; empty where nothing was simulated. */
function simulated({ flow, log }: LogAnalysis): SeriesPoint[] {
  if (!flow) return [];
  return flow.curve.map(({ t, r1, r2 }) => ({
    step: log.origin + t / flow.time.timePerStep,
    at: [r1, r2],
  }));
}

/**
 * What is drawn of each log: itself and the flow that was fitted to it. Several logs go by their names, which
 * are distinct.
 */
export function logSeries(analyses: readonly LogAnalysis[], { preset }: Style): Series[] {
  const several = analyses.length > 1;
  return analyses.flatMap((analysis, i) => {
    const { log } = analysis;
    const logged: Series = {
      label: several ? log.name : `logged, ${SPLIT[log.source.split]} values`,
      kind: "logged",
      color: hue(several ? i : 0),
      dash: dash(0, preset.line),
      points: thinned(log.rows).map(({ step, r1, r2 }) => ({ step, at: [r1, r2] })),
    };
    const points = simulated(analysis);
    if (points.length === 0) return [logged];
    const flow: Series = {
      label: several ? `${logged.label}: simulated` : "simulated DPO flow",
      kind: "simulated",
      color: hue(several ? i : 1),
      dash: dash(several ? 1 : 0, preset.line),
      points,
    };
    return [logged, flow];
  });
}

/**
 * The fitted lines of a single log: through (0, 0), and with a free intercept where the two disagree.
 *
 * @param reach the shown interval of r2
 */
export function fittedLines({ line, misfits }: LogAnalysis, reach: Point, { preset }: Style): Series[] {
  if (!line) return [];
  const through = (intercept: number, slope: number): SeriesPoint[] =>
    reach.map((r2) => ({ step: Number.NaN, at: [intercept + slope * r2, r2] }));
  const own: Series = {
    label: `line through (0, 0), s = ${short(line.slope)}`,
    kind: "line",
    color: ink.text,
    dash: [preset.line * 2.5, preset.line * 1.6],
    points: through(0, line.slope),
  };
  const { slopeWithIntercept, intercept } = line;
  if (slopeWithIntercept === null || intercept === null || !misfits.includes("intercept")) return [own];
  const free: Series = {
    label: `free intercept, s = ${short(slopeWithIntercept)}`,
    kind: "free-line",
    color: ink.muted,
    dash: [preset.line * 0.8, preset.line * 1.4],
    points: through(intercept, slopeWithIntercept),
  };
  return [own, free];
}
