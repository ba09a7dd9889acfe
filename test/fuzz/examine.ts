import { parseScenario } from "../../src/index.js";
import { expand } from "../../src/scenario/expand.js";
import type { Panel } from "../../src/scenario/schema.js";
import { asCell, asRun, type Computed } from "./computed.js";
import { judge, type Verdict } from "./judge.js";
import { type RawScenario, randomScenario } from "./scenarios.js";

/** The one panel of a scenario as a file holds it. */
export const panelOf = (raw: unknown): Panel => expand(parseScenario(JSON.stringify(raw), "fuzz"))[0];

/** Computes a panel in every way there is. */
export function computeAll(panel: Panel): Computed[] {
  const exact = asCell(panel, "exact");
  return [
    asRun(panel.settings),
    ...(exact ? [exact] : []),
    ...[asCell(panel, "odex")].flatMap((cell) => cell ?? []),
  ];
}

/** A random scenario computed in every way and compared with the second integrator. */
export function examine(
  seed: number,
  index: number,
): { scenario: RawScenario; verdict: Verdict; all: Computed[] } {
  const scenario = randomScenario(seed, index);
  const panel = panelOf(scenario);
  const all = computeAll(panel);
  return { scenario, verdict: judge(panel.settings, all), all };
}
