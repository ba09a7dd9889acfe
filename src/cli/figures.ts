import type { ClaimResult } from "../claims/evaluate.js";
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

/** The figures of a scenario one by one: its phase plane, and time series for each panel. */
export async function* resultFigures(result: Result): AsyncGenerator<Figure> {
  const { figure } = await import("../figure/figure.js");
  const { scenario, panels } = result;
  yield { name: "phase-plane", draw: () => figure("phase-plane", result) };
  const names = slugs(panels.map(({ panel }) => panel));
  for (const [i, panel] of panels.entries()) {
    const name = `time-series${scenario.vary ? `.${names[i]}` : ""}`;
    yield { name, draw: () => figure("time-series", panel) };
  }
}

/** The figure of a comparison of these scenarios. */
export async function* comparisonFigures(
  comparison: Comparison,
  scenarios: readonly Scenario[],
): AsyncGenerator<Figure> {
  const { figure } = await import("../figure/figure.js");
  yield { name: "convergence", draw: () => figure("convergence", { comparison, scenarios }) };
}

/** The figures of training logs: the plane, and both log-ratios over the steps. */
export async function* logFigures(analyses: readonly LogAnalysis[]): AsyncGenerator<Figure> {
  const { figure } = await import("../figure/figure.js");
  yield { name: "training-log", draw: () => figure("training-log", analyses) };
  yield { name: "time-series", draw: () => figure("training-log-time", analyses) };
}

/** The figure of the claims of each panel. */
export async function* claimsFigures(
  panels: readonly { figure: string; settings: Panel["settings"]; results: readonly ClaimResult[] }[],
): AsyncGenerator<Figure> {
  const { figure } = await import("../figure/figure.js");
  for (const { figure: name, settings, results } of panels) {
    yield { name, draw: () => figure("claims", { results, settings }) };
  }
}

/** The heatmap of each metric of a sweep. */
export async function* sweepFigures(result: SweepResult): AsyncGenerator<Figure> {
  const { figure } = await import("../figure/figure.js");
  for (const metric of result.plan.metrics) {
    yield { name: metric, draw: () => figure("heatmap", { sweep: result, metric }) };
  }
}
