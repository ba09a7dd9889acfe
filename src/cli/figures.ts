import type { ClaimResult } from "../claims/evaluate.js";
import type { figure as draw } from "../figure/figure.js";
import type { FigureSpec } from "../figure/kit/spec.js";
import type { LogAnalysis } from "../log/trainingLog.js";
import type { TableSubjects } from "../render/tables/registry.js";
import type { Panel, Scenario } from "../scenario/schema.js";
import type { Comparison } from "../simulate/compare.js";
import type { Result } from "../simulate/run.js";
import type { SweepResult } from "../sweep/results.js";
import { slugs } from "./slug.js";

/** A figure and the name of its files, without extension. */
export interface Figure {
  name: string;
  /** @throws FigureError where it cannot be drawn */
  draw(): Promise<FigureSpec>;
}

/** The files of figures that each command writes, without extension; `run` writes its last one for each panel. */
export const FIGURE_FILES = {
  run: ["phase-plane", "time-series"],
  compare: ["convergence"],
  sweep: ["<metric>"],
  check: ["claims"],
  log: ["training-log", "time-series"],
} as const satisfies Record<keyof TableSubjects, readonly string[]>;

/** Draws; loaded with the first figure, so that `--format none` does without. */
const figure: typeof draw = async (...asked) => (await import("../figure/figure.js")).figure(...asked);

/** The figures of a scenario one by one: its phase plane, and time series for each panel. */
export function* resultFigures(result: Result): Generator<Figure> {
  const { scenario, panels } = result;
  const [plane, series] = FIGURE_FILES.run;
  yield { name: plane, draw: () => figure("phase-plane", result) };
  const names = slugs(panels.map(({ panel }) => panel));
  for (const [i, panel] of panels.entries()) {
    const name = `${series}${scenario.vary ? `.${names[i]}` : ""}`;
    yield { name, draw: () => figure("time-series", panel) };
  }
}

/** The figure of a comparison of these scenarios. */
export function* comparisonFigures(
  comparison: Comparison,
  scenarios: readonly Scenario[],
): Generator<Figure> {
  const [name] = FIGURE_FILES.compare;
  yield { name, draw: () => figure("convergence", { comparison, scenarios }) };
}

/** The figures of training logs: the plane, and both log-ratios over the steps. */
export function* logFigures(analyses: readonly LogAnalysis[]): Generator<Figure> {
  const [plane, series] = FIGURE_FILES.log;
  yield { name: plane, draw: () => figure("training-log", analyses) };
  yield { name: series, draw: () => figure("training-log-time", analyses) };
}

/** The figure of the claims of each panel. */
export function* claimsFigures(
  panels: readonly { figure: string; settings: Panel["settings"]; results: readonly ClaimResult[] }[],
): Generator<Figure> {
  for (const { figure: name, settings, results } of panels) {
    yield { name, draw: () => figure("claims", { results, settings }) };
  }
}

/** The heatmap of each metric of a sweep. */
export function* sweepFigures(result: SweepResult): Generator<Figure> {
  for (const metric of result.plan.metrics) {
    yield { name: metric, draw: () => figure("heatmap", { sweep: result, metric }) };
  }
}
