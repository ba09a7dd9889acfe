import { setImmediate as breathe } from "node:timers/promises";
import { type ClaimResult, evaluateClaims } from "../../claims/evaluate.js";
import { PAPER } from "../../claims/paper.js";
import { packageVersion } from "../../node/version.js";
import { outputFolder, prepareFolder } from "../../node/write.js";
import { toJson } from "../../render/tables/json.js";
import { expand } from "../../scenario/expand.js";
import type { Panel } from "../../scenario/schema.js";
import type { Run } from "../../simulate/run.js";
import { simulateStart } from "../../simulate/simulate.js";
import { accuracyText } from "../accuracyText.js";
import { claimsHeading } from "../claimsHeading.js";
import { claimsText } from "../claimsText.js";
import type { CheckOptions } from "../commands/check.js";
import { claimsFigures, FIGURE_FILES } from "../figures.js";
import type { Format } from "../formats.js";
import { parseFormats } from "../parseFormats.js";
import { createProgress } from "../progress.js";
import { loadScenarios } from "../scenarios.js";
import { slugs } from "../slug.js";
import { noteWritten, painter, print } from "../terminal.js";
import { writeFigures } from "../writeFigures.js";
import { writeTables } from "../writeTables.js";

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

/** Measures the claims and writes the report and its figures. */
export async function checkAction(reference: string, options: CheckOptions): Promise<void> {
  const formats = parseFormats(options.format);
  const [scenario] = loadScenarios([reference], options);

  const folder = outputFolder(options.out);
  prepareFolder(folder);

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
    checked.push({ panel: name, settings, results, runs, figure: `${FIGURE_FILES.check[0]}${suffixes[i]}` });
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
