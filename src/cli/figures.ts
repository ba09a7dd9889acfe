import type { ClaimResult } from "../claims/evaluate.js";
import type { figure as draw } from "../figure/figure.js";
import type { FigureSpec } from "../figure/kit/spec.js";
import type { LogAnalysis } from "../log/trainingLog.js";
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

/** Draws; loaded with the first figure, so that `--format none` does without. */
const figure: typeof draw = async (...asked) => (await import("../figure/figure.js")).figure(...asked);

/** The figures of a scenario one by one: its phase plane, and time series for each panel. */
export function* resultFigures(result: Result): Generator<Figure> {
  const { scenario, panels } = result;
  yield { name: "phase-plane", draw: () => figure("phase-plane", result) };
  const names = slugs(panels.map(({ panel }) => panel));
  for (const [i, panel] of panels.entries()) {
    const name = `time-series${scenario.vary ? `.${names[i]}` : ""}`;
    yield { name, draw: () => figure("time-series", panel) };
  }
}

/** The figure of a comparison of these scenarios. */
export function* comparisonFigures(
  comparison: Comparison,
  scenarios: readonly Scenario[],
): Generator<Figure> {
  yield { name: "convergence", draw: () => figure("convergence", { comparison, scenarios }) };
}

/** The figures of training logs: the plane, and both log-ratios over the steps. */
export function* logFigures(analyses: readonly LogAnalysis[]): Generator<Figure> {
  yield { name: "training-log", draw: () => figure("training-log", analyses) };
  yield { name: "time-series", draw: () => figure("training-log-time", analyses) };
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
