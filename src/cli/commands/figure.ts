import type { Command } from "commander";
import { UsageError } from "../../errors.js";
import type { KindOptions } from "../../figure/kind.js";
import type { Detail, PresetName } from "../../figure/kit/theme.js";
import { FIGURE_KINDS, type FigureKindName } from "../../figure/registry.js";
import { drawsOnePanel, SCENARIO_KINDS, scenarioFigure } from "../../figure/scenarioFigure.js";
import { FORMAT_LIST, parseFormat, RASTER_NAMES, SINGLE_FORMAT_NAMES } from "../formats.js";
import { addScenarioOptions, type ScenarioOptions } from "../options.js";
import { createProgress } from "../progress.js";
import { note } from "../terminal.js";

interface FigureOptions extends ScenarioOptions {
  preset: string;
  width?: string;
  dpi: string;
  format?: string;
  out?: string;
  log?: boolean;
  trueLength?: boolean;
  panel?: string;
  details?: string;
  quiet?: boolean;
}

const DETAILS = ["time-ticks", "iso-labels", "diagonal", "circle"] as const satisfies readonly Detail[];

const PRESETS = ["acl", "neurips", "icml", "slide", "screen"] as const satisfies readonly PresetName[];

/** Adds `dpo-flow figure` with its options and help. */
export function addFigure(program: Command): void {
  const column = Math.max(...SCENARIO_KINDS.map(({ length }) => length)) + 2;
  const kinds = SCENARIO_KINDS.map((name) => `  ${name.padEnd(column)}${FIGURE_KINDS[name].summary}`);
  const command = program
    .command("figure")
    .summary("draw one figure, sized for a paper, a slide or a screen")
    .description("Draw one figure of one scenario into one file.")
    .argument("<kind>", SCENARIO_KINDS.join(", "))
    .argument("[scenario]", "name of a built-in scenario, or a file (with extension or slash)")
    .option("--preset <name>", `place of publication: ${PRESETS.join(", ")}`, "screen")
    .option("--width <points>", "total width in points, in place of the preset's")
    .option("--format <name>", `${SINGLE_FORMAT_NAMES.join(", ")}; default: the extension of -o, or svg`)
    .option("--dpi <n>", `resolution of ${RASTER_NAMES.join(", ")}`, "300")
    .option("--panel <name>", "which combination of `vary`, for a figure of one; default: the first")
    .option(
      "--details <list>",
      `what to add to the phase plane, in place of the preset's choice: ${DETAILS.join(", ")}, none`,
    )
    .option("--log", `logarithmic time axis (${heeding("logTime").join(", ")})`)
    .option(
      "--true-length",
      `arrows as long as the field is strong, not its logarithm (${heeding("trueLength").join(", ")})`,
    )
    .option("-o, --out <file>", "file to write, - for stdout; default: <kind>.<format>");
  addScenarioOptions(command);
  command
    .option("-q, --quiet", "print errors only")
    .addHelpText(
      "after",
      `
Kinds
${kinds.join("\n")}

The paper does not state the β of its Figure 1; 0.1, the default here, is assumed.

Formats
  ${FORMAT_LIST}

Examples
  dpo-flow figure landscape weak-sft --preset acl -o landscape.pdf
  dpo-flow figure phase-plane sft-quality --preset neurips -o plane.pdf
  dpo-flow figure field weak-sft --true-length --format png --dpi 600
  dpo-flow figure time-series --start mine=0.3,0.2 --log -o - > series.svg`,
    )
    .action(figure);
}

async function figure(
  kindName: string,
  reference: string | undefined,
  options: FigureOptions,
): Promise<void> {
  const kind = await pick(named(SCENARIO_KINDS), kindName, "figure");
  const preset = await pick(named(PRESETS), options.preset, "--preset");
  const width = options.width === undefined ? undefined : positive(options.width, "--width", 72, 4000);
  const dpi = positive(options.dpi, "--dpi", 10, 2400);
  const format = await parseFormat(options.format ?? extension(options.out) ?? "svg");
  const details = options.details === undefined ? undefined : await parseDetails(options.details);
  refuseUnused(kind, options);
  const ending = extension(options.out);
  if (options.format && ending && SINGLE_FORMAT_NAMES.includes(ending) && ending !== format.name) {
    throw new UsageError(
      `-o ${options.out} ends in ${ending}, but --format is ${format.name}; leave one of them out`,
    );
  }
  const target = options.out ?? `${kind}.${format.extension}`;

  const { loadScenarios } = await import("../scenarios.js");
  const [scenario] = await loadScenarios(reference === undefined ? [] : [reference], options);
  const { prepareFile, writeOutput } = await import("../../node/write.js");
  if (target !== "-") prepareFile(target);

  const [{ expand }, { simulateWithProgress }] = await Promise.all([
    import("../../scenario/expand.js"),
    import("../simulate.js"),
  ]);
  const panels = Object.fromEntries(expand(scenario).map((panel) => [panel.name, panel]));
  const spec = await scenarioFigure(
    kind,
    {
      scenario,
      panel: await pick(panels, options.panel ?? Object.keys(panels)[0], "--panel"),
      result: () => simulateWithProgress(scenario, createProgress(0, true)),
    },
    { preset, width, details, logTime: options.log, trueLength: options.trueLength },
  );
  writeOutput(target, await format.render(spec, { dpi }));
  if (target !== "-" && !options.quiet) note(`wrote ${target}`);
}

/** Options that only some kinds of figure heed, and which. */
const HEEDED_BY: Readonly<Record<string, { option: keyof FigureOptions; kinds: readonly FigureKindName[] }>> =
  {
    "--log": { option: "log", kinds: heeding("logTime") },
    "--true-length": { option: "trueLength", kinds: heeding("trueLength") },
    "--details": { option: "details", kinds: heeding("details") },
    "--panel": { option: "panel", kinds: SCENARIO_KINDS.filter(drawsOnePanel) },
  };

/** The kinds that an option changes. */
function heeding(option: keyof KindOptions): FigureKindName[] {
  return SCENARIO_KINDS.filter((name) =>
    FIGURE_KINDS[name].heeds.some((heeded: keyof KindOptions) => heeded === option),
  );
}

/** An option that would do nothing is a mistake. */
function refuseUnused(kind: FigureKindName, options: FigureOptions): void {
  for (const [name, { option, kinds }] of Object.entries(HEEDED_BY)) {
    if (options[option] === undefined || kinds.includes(kind)) continue;
    throw new UsageError(`${name} is for ${kinds.join(", ")}, and means nothing for ${kind}`);
  }
}

async function parseDetails(text: string): Promise<Detail[]> {
  const names = text.split(",").map((name) => name.trim());
  if (names.length === 1 && names[0] === "none") return [];
  return Promise.all(names.map((name) => pick(named(DETAILS), name, "--details")));
}

/** The ending of a file name, which stands in for `--format`. */
function extension(path: string | undefined): string | undefined {
  const [, ending] = /\.(?:(?:vl|vg)\.json|([a-z]+))$/i.exec(path ?? "") ?? [];
  return ending?.toLowerCase() ?? /\.(vl|vg)\.json$/i.exec(path ?? "")?.[1].toLowerCase();
}

/** Names as a table to pick from. */
const named = <Name extends string>(names: readonly Name[]): Record<string, Name> =>
  Object.fromEntries(names.map((name) => [name, name]));

async function pick<T>(table: Readonly<Record<string, T>>, name: string, what: string): Promise<T> {
  if (Object.hasOwn(table, name)) return table[name];
  const { didYouMean } = await import("../../scenario/suggest.js");
  const known = Object.keys(table);
  throw new UsageError(
    `${what}: unknown ${JSON.stringify(name)}; known: ${known.join(", ")}${didYouMean(name, known)}`,
  );
}

function positive(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new UsageError(`${option}: expected a number from ${least} to ${most}, got ${JSON.stringify(text)}`);
}
