import type { Command } from "commander";
import type { KindOptions } from "../../figure/kind.js";
import { DETAILS, PRESET_NAMES } from "../../figure/kit/theme.js";
import { FIGURE_KINDS, type FigureKindName } from "../../figure/registry.js";
import { drawsOnePanel, SCENARIO_KINDS } from "../../figure/scenarioKinds.js";
import { FORMAT_LIST, RASTER_NAMES, SINGLE_FORMAT_NAMES } from "../formats.js";
import { onDemand } from "../onDemand.js";
import { addScenarioOptions, type ScenarioOptions } from "../options.js";

export interface FigureOptions extends ScenarioOptions {
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
    .option("--preset <name>", `place of publication: ${PRESET_NAMES.join(", ")}`, "screen")
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
    .action(onDemand(async () => (await import("../actions/figure.js")).figureAction));
}

/** Options that only some kinds of figure heed, and which. */
export const HEEDED_BY: Readonly<
  Record<string, { option: keyof FigureOptions; kinds: readonly FigureKindName[] }>
> = {
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
