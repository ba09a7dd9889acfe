import { UsageError } from "../../errors.js";
import { WIDTHS } from "../../figure/figure.js";
import { DETAILS, type Detail, PRESET_NAMES } from "../../figure/kit/theme.js";
import type { FigureKindName } from "../../figure/registry.js";
import { scenarioFigure } from "../../figure/scenarioFigure.js";
import { SCENARIO_KINDS } from "../../figure/scenarioKinds.js";
import { prepareFile, writeOutput } from "../../node/write.js";
import { RESOLUTIONS } from "../../render/pictures/pictureFormat.js";
import { expand } from "../../scenario/expand.js";
import { oneOf } from "../../scenario/oneOf.js";
import { type FigureOptions, HEEDED_BY } from "../commands/figure.js";
import { SINGLE_FORMAT_NAMES } from "../formats.js";
import { parseFormat } from "../parseFormats.js";
import { createProgress } from "../progress.js";
import { loadScenarios } from "../scenarios.js";
import { simulateWithProgress } from "../simulate.js";
import { note } from "../terminal.js";

/** Draws one figure into one file. */
export async function figureAction(
  kindName: string,
  reference: string | undefined,
  options: FigureOptions,
): Promise<void> {
  const kind = oneOf("figure: unknown", kindName, SCENARIO_KINDS);
  const preset = oneOf("--preset: unknown", options.preset, PRESET_NAMES);
  const width = options.width === undefined ? undefined : within(options.width, "--width", WIDTHS);
  const dpi = within(options.dpi, "--dpi", RESOLUTIONS);
  const format = parseFormat(options.format ?? extension(options.out) ?? "svg");
  const details = options.details === undefined ? undefined : parseDetails(options.details);
  refuseUnused(kind, options);
  const ending = extension(options.out);
  if (options.format && ending && SINGLE_FORMAT_NAMES.includes(ending) && ending !== format.name) {
    throw new UsageError(
      `-o ${options.out} ends in ${ending}, but --format is ${format.name}; leave one of them out`,
    );
  }
  const target = options.out ?? `${kind}.${format.extension}`;

  const [scenario] = loadScenarios(reference === undefined ? [] : [reference], options);
  if (target !== "-") prepareFile(target);

  const panels = expand(scenario);
  const names = panels.map(({ name }) => name);
  const name = oneOf("--panel: unknown", options.panel ?? names[0], names);
  const spec = await scenarioFigure(
    kind,
    {
      scenario,
      panel: panels[names.indexOf(name)],
      result: () => simulateWithProgress(scenario, createProgress(0, true)),
    },
    { preset, width, details, logTime: options.log, trueLength: options.trueLength },
  );
  writeOutput(target, await format.render(spec, { dpi }));
  if (target !== "-" && !options.quiet) note(`wrote ${target}`);
}

/** An option that would do nothing is a mistake. */
function refuseUnused(kind: FigureKindName, options: FigureOptions): void {
  for (const [name, { option, kinds }] of Object.entries(HEEDED_BY)) {
    if (options[option] === undefined || kinds.includes(kind)) continue;
    throw new UsageError(`${name} is for ${kinds.join(", ")}, and means nothing for ${kind}`);
  }
}

function parseDetails(text: string): Detail[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.length === 1 && names[0] === "none") return [];
  return names.map((name) => oneOf("--details: unknown", name, DETAILS));
}

/** The ending of a file name, which stands in for `--format`. */
function extension(path: string | undefined): string | undefined {
  const [, ending] = /\.(?:(?:vl|vg)\.json|([a-z]+))$/i.exec(path ?? "") ?? [];
  return ending?.toLowerCase() ?? /\.(vl|vg)\.json$/i.exec(path ?? "")?.[1].toLowerCase();
}

function within(text: string, option: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new UsageError(`${option}: expected a number from ${least} to ${most}, got ${JSON.stringify(text)}`);
}
