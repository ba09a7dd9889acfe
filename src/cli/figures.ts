import { join } from "node:path";
import type { Comparison } from "../analysis/compare.js";
import type { Result } from "../analysis/run.js";
import type { FigureSpec } from "../figure/spec.js";
import type { Style } from "../figure/theme.js";
import type { Scenario } from "../scenario/schema.js";
import type { Format } from "./formats.js";
import { slugs } from "./slug.js";
import { breathe } from "./terminal.js";
import { writeFile } from "./write.js";

/** A figure and the name of its files, without extension. */
interface Figure {
  name: string;
  spec: FigureSpec;
}

async function screenStyle(): Promise<Style> {
  const [{ createStyle }, { measureText }] = await Promise.all([
    import("../figure/theme.js"),
    import("../render/measure.js"),
  ]);
  return createStyle("screen", measureText);
}

/** The figures of a scenario one by one: a phase plane and time series for each panel. */
export async function* resultFigures({ scenario, panels }: Result): AsyncGenerator<Figure> {
  const [{ sampleField }, { phasePlane, phasePlaneGrid }, { timeSeries }, style] = await Promise.all([
    import("../flow/field.js"),
    import("../figure/phasePlane.js"),
    import("../figure/timeSeries.js"),
    screenStyle(),
  ]);
  const names = slugs(panels.map(({ panel }) => panel));
  for (const [i, panel] of panels.entries()) {
    const suffix = scenario.vary ? `.${names[i]}` : "";
    const field = sampleField(panel.settings, phasePlaneGrid(panel, style));
    yield { name: `phase-plane${suffix}`, spec: phasePlane(panel, field, style) };
    yield { name: `time-series${suffix}`, spec: timeSeries(panel, style) };
  }
}

/** The figure of a comparison of these scenarios. */
export async function* comparisonFigures(
  comparison: Comparison,
  scenarios: readonly Scenario[],
): AsyncGenerator<Figure> {
  const [{ convergence }, style] = await Promise.all([import("../figure/convergence.js"), screenStyle()]);
  yield { name: "convergence", spec: convergence(comparison, scenarios, style) };
}

/**
 * Writes figures into a folder: each as a Vega-Lite specification and in every format. Lets signals in between
 * files. No format, no figure.
 *
 * @returns the names of the files
 */
export async function writeFigures(
  figures: AsyncIterable<Figure>,
  folder: string,
  formats: readonly Format[],
): Promise<string[]> {
  const written: string[] = [];
  if (formats.length === 0) return written;
  const write = async (file: string, content: string | Uint8Array) => {
    writeFile(join(folder, file), content);
    written.push(file);
    await breathe();
  };
  for await (const { name, spec } of figures) {
    // A figure that cannot be drawn leaves no specification either.
    const drawn = new Map<string, string | Uint8Array>([[`${name}.vl.json`, `${JSON.stringify(spec)}\n`]]);
    for (const format of formats) drawn.set(`${name}.${format.extension}`, await format.render(spec));
    for (const [file, content] of drawn) await write(file, content);
  }
  return written;
}
