import { setImmediate as breathe } from "node:timers/promises";
import type { Command } from "commander";
import type { ClaimResult } from "../../claims/evaluate.js";
import { packageVersion } from "../../node/version.js";
import type { Panel } from "../../scenario/schema.js";
import type { Run } from "../../simulate/run.js";
import { type Format, parseFormats } from "../formats.js";
import {
  addMessageOptions,
  addOutputOptions,
  addScenarioOptions,
  type MessageOptions,
  type OutputOptions,
  type ScenarioOptions,
} from "../options.js";
import { createProgress } from "../progress.js";
import { noteWritten, painter, print } from "../terminal.js";

type CheckOptions = ScenarioOptions & OutputOptions & MessageOptions;

/** Its starts lie in every corner of the plane. */
const DEFAULT_SCENARIO = "sft-quality";

/** Adds `dpo-flow check` with its options and help. */
export function addCheck(program: Command): void {
  const command = program
    .command("check")
    .summary("measure the claims of arXiv:2404.04626")
    .description(
      "Measure each claim of arXiv:2404.04626 about the plane of a scenario (its loss, geometry, domain and reference), on a grid and along runs, for β = 0.1, 0.3, 0.5, 1.5 and the scenario's own: where it holds, where it fails, and the worst counterexample. Writes claims.md and the figure claims.*.",
    )
    .argument(
      "[scenario]",
      "name of a built-in scenario, or a file (with extension or slash)",
      DEFAULT_SCENARIO,
    );
  addScenarioOptions(command);
  addOutputOptions(command);
  addMessageOptions(command, "the verdicts");
  command
    .addHelpText(
      "after",
      `
A verdict is what comes out of the measurement, so it changes with the loss and the geometry; it does not
change the exit status.

Examples
  dpo-flow check
  dpo-flow check --set loss.name=ipo
  dpo-flow check sft-quality --set geometry.name=log-ratio --format none
  dpo-flow check --json | jq '.panels[].claims[] | {id, verdict}'`,
    )
    .action(check);
}

/** A claim as JSON: without what only a figure needs. */
const withoutShading = (result: ClaimResult) => ({
  ...result,
  findings: result.findings.map(({ shading: _shading, ...finding }) => finding),
});

/** Extension of the picture that the report shows: SVG where there is one. */
const shownExtension = (formats: readonly Format[]): string | undefined =>
  (formats.find(({ name }) => name === "svg") ?? formats[0])?.extension;

/** What was measured in one panel. */
interface Checked {
  panel: string;
  settings: Panel["settings"];
  results: ClaimResult[];
  runs: Pick<Run, "start" | "status" | "check">[];
}

/** What `--json` prints. */
const asJson = (scenario: string, paper: string, checked: readonly Checked[]) => ({
  scenario,
  version: packageVersion(),
  paper,
  panels: checked.map(({ panel, settings, results, runs }) => ({
    panel,
    settings,
    claims: results.map(withoutShading),
    runs,
  })),
});

async function check(reference: string, options: CheckOptions): Promise<void> {
  const formats = await parseFormats(options.format);
  const { loadScenarios } = await import("../scenarios.js");
  const [scenario] = await loadScenarios([reference], options);

  const { outputFolder, prepareFolder } = await import("../../node/write.js");
  const folder = outputFolder(options.out);
  prepareFolder(folder);

  const [
    { expand },
    { evaluateClaims },
    { PAPER },
    { claimsFigures },
    { writeFigures },
    { claimsText },
    { writeTables },
    { claimsHeading },
    { simulateStart },
    { accuracyText },
    { toJson },
    { slugs },
  ] = await Promise.all([
    import("../../scenario/expand.js"),
    import("../../claims/evaluate.js"),
    import("../../claims/paper.js"),
    import("../figures.js"),
    import("../writeFigures.js"),
    import("../claimsText.js"),
    import("../writeTables.js"),
    import("../claimsHeading.js"),
    import("../../simulate/simulate.js"),
    import("../accuracyText.js"),
    import("../../render/tables/json.js"),
    import("../slug.js"),
  ]);
  const quiet = options.quiet ?? false;
  const panels = expand(scenario);
  const suffixes = scenario.vary ? slugs(panels.map(({ name }) => name)).map((slug) => `.${slug}`) : [""];
  const progress = createProgress(panels.length, quiet);
  const checked = [];
  for (const [i, { name, settings }] of panels.entries()) {
    await breathe();
    const results = evaluateClaims(settings);
    const runs = Object.keys(settings.starts).map((label) => {
      const { start, status, check } = simulateStart(settings, label);
      return { start, status, check };
    });
    progress.step(name);
    checked.push({ panel: name, settings, results, runs, figure: `claims${suffixes[i]}` });
  }
  progress.clear();
  const paint = painter(process.stdout);
  if (!quiet && !options.json) {
    for (const { settings, results, runs } of checked)
      print(`${claimsText(claimsHeading(settings), results, paint)}\n${accuracyText(runs)}\n`);
  }
  const drawn = shownExtension(formats);
  const sections = checked.map(({ settings, results, figure }) => ({
    heading: claimsHeading(settings),
    results,
    figure: drawn && `${figure}.${drawn}`,
  }));
  const tables = await writeTables("check", { sections }, folder);
  const figures = await writeFigures(claimsFigures(checked), folder, formats);
  if (!quiet) noteWritten(folder, [...tables, ...figures]);
  if (options.json) process.stdout.write(toJson(asJson(scenario.name, PAPER, checked)));
}
