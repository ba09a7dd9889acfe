import type { ClaimResult } from "../claims/evaluate.js";
import type { LogAnalysis } from "../log/trainingLog.js";
import type { Panel, Scenario } from "../scenario/schema.js";
import type { Comparison } from "../simulate/compare.js";
import type { PanelResult, Result } from "../simulate/run.js";
import type { SweepMetric } from "../sweep/plan.js";
import type { SweepResult } from "../sweep/results.js";
import type { FigureSpec } from "./kit/spec.js";
import type { Detail, Style } from "./kit/theme.js";

/** What figures are drawn from: each sort of it by name. */
export interface FigureSubjects {
  /** The settings of a panel: its loss and its flow over the plane, without any run. */
  settings: Panel["settings"];
  /** One simulated panel. */
  panel: PanelResult;
  /** A simulated scenario with all its panels. */
  result: Result;
  /** Ordered runs, and the scenarios that they belong to. */
  comparison: { comparison: Comparison; scenarios: readonly Scenario[] };
  /** One metric of a whole sweep. */
  sweep: { sweep: SweepResult; metric: SweepMetric };
  /** The claims of the paper, measured for some settings. */
  claims: { results: readonly ClaimResult[]; settings: Panel["settings"] };
  /** Analysed training logs, at least one. */
  logs: readonly LogAnalysis[];
}

export type SubjectName = keyof FigureSubjects;

/** What some kinds of figure can be asked for. */
export interface KindOptions {
  /** Time on a logarithmic axis, where it is an axis. */
  logTime?: boolean | undefined;
  /** x1 and x2 on logarithmic axes. */
  logState?: boolean | undefined;
  /** The margin too. */
  margin?: boolean | undefined;
  /** Arrows as long as the field is strong, in place of its logarithm. */
  trueLength?: boolean | undefined;
  /** What is shown besides field, trajectories and labels, in place of the preset's choice. */
  details?: readonly Detail[] | undefined;
}

/** Turns a subject into a specification. Pure: the same arguments give the same figure. */
export type Draw<From extends SubjectName> = (
  subject: FigureSubjects[From],
  style: Style,
  options: KindOptions,
) => FigureSpec;

/** A kind of figure: what help says about it, and how it is drawn. */
export interface FigureKind<From extends SubjectName = SubjectName> {
  /** What menus call it. */
  readonly title: string;
  readonly summary: string;
  readonly from: From;
  /** The options that change it; others mean nothing for it. */
  readonly heeds: readonly (keyof KindOptions)[];
  /** Loads what draws it: contours and scales are heavy, and help needs none of them. */
  load(): Promise<Draw<From>>;
}

/** A kind that is drawn from any one sort of subject. */
export type AnyFigureKind = { [From in SubjectName]: FigureKind<From> }[SubjectName];
