import type { ClaimResult } from "../claims/evaluate.js";
import type { FigureSpec } from "../figure/kit/spec.js";
import type { Style } from "../figure/kit/theme.js";
import type { LogAnalysis } from "../log/trainingLog.js";
import type { Panel, Scenario } from "../scenario/schema.js";
import type { Comparison } from "../simulate/compare.js";
import type { Result } from "../simulate/run.js";
import { slugs } from "./slug.js";

/** A figure and the name of its files, without extension. */
export interface Figure {
  name: string;
  spec: FigureSpec;
}

async function screenStyle(): Promise<Style> {
  const [{ createStyle }, { measureText }] = await Promise.all([
    import("../figure/kit/theme.js"),
    import("../render/text/measure.js"),
  ]);
  return createStyle("screen", measureText);
}

/** The phase plane of a result: one plane, or one for each panel where the scenario varies something. */
export async function planeFigure(result: Result, style: Style): Promise<FigureSpec> {
  const [{ sampleField }, { phasePlane, phasePlaneGrid }, { multiplesGrids, smallMultiples }] =
    await Promise.all([
      import("../model/field.js"),
      import("../figure/kinds/phasePlane.js"),
      import("../figure/kinds/smallMultiples.js"),
    ]);
  const { scenario, panels } = result;
  if (scenario.vary) {
    const grids = multiplesGrids(panels, style);
    return smallMultiples(
      result,
      grids.map((grid, i) => sampleField(panels[i].settings, grid)),
      style,
    );
  }
  const [panel] = panels;
  return phasePlane(panel, sampleField(panel.settings, phasePlaneGrid(panel, style)), style);
}

/** The figures of a scenario one by one: its phase plane, and time series for each panel. */
export async function* resultFigures(result: Result): AsyncGenerator<Figure> {
  const [{ timeSeries }, style] = await Promise.all([import("../figure/kinds/timeSeries.js"), screenStyle()]);
  const { scenario, panels } = result;
  yield { name: "phase-plane", spec: await planeFigure(result, style) };
  const names = slugs(panels.map(({ panel }) => panel));
  for (const [i, panel] of panels.entries()) {
    yield { name: `time-series${scenario.vary ? `.${names[i]}` : ""}`, spec: timeSeries(panel, style) };
  }
}

/** The figure of a comparison of these scenarios. */
export async function* comparisonFigures(
  comparison: Comparison,
  scenarios: readonly Scenario[],
): AsyncGenerator<Figure> {
  const [{ convergence }, style] = await Promise.all([
    import("../figure/kinds/convergence.js"),
    screenStyle(),
  ]);
  yield { name: "convergence", spec: convergence(comparison, scenarios, style) };
}

/** The figures of training logs: the plane, and both log-ratios over the steps. */
export async function* logFigures(analyses: readonly LogAnalysis[]): AsyncGenerator<Figure> {
  const [{ sampleField }, { trainingLogFigure }, { trainingLogFrame }, { trainingLogTime }, style] =
    await Promise.all([
      import("../model/field.js"),
      import("../figure/kinds/trainingLog/trainingLog.js"),
      import("../figure/kinds/trainingLog/trainingLogFrame.js"),
      import("../figure/kinds/trainingLog/trainingLogTime.js"),
      screenStyle(),
    ]);
  const { field } = trainingLogFrame(analyses, style);
  const sampled = field && sampleField(field.settings, field.grid);
  yield { name: "training-log", spec: trainingLogFigure(analyses, sampled, style) };
  yield { name: "time-series", spec: trainingLogTime(analyses, style) };
}

/** The figure of the claims of each panel. */
export async function* claimsFigures(
  panels: readonly { figure: string; settings: Panel["settings"]; results: readonly ClaimResult[] }[],
): AsyncGenerator<Figure> {
  const [{ claimsFigure }, style] = await Promise.all([import("../figure/kinds/claims.js"), screenStyle()]);
  for (const { figure, settings, results } of panels) {
    yield { name: figure, spec: claimsFigure(results, settings, style) };
  }
}
