import type { Result, Run } from "../../simulate/run.js";
import { toJson } from "./json.js";
import type { OutputTable } from "./outputTable.js";

/** `summary.json`: everything about a scenario's runs but their paths. */
export interface Summary {
  scenario: string;
  version: string;
  panels: { panel: string; settings: unknown; runs: Omit<Run, "path" | "curve">[] }[];
}

/**
 * @param version of this package
 */
export function summarise({ scenario, panels }: Result, version: string): Summary {
  return {
    scenario: scenario.name,
    version,
    panels: panels.map(({ panel, settings, runs }) => ({
      panel,
      settings,
      runs: runs.map(({ path: _path, curve: _curve, ...run }) => run),
    })),
  };
}

/** A scenario's runs in brief. */
export const runSummary: OutputTable<{ result: Result; version: string }> = {
  files: ["summary.json"],
  holds: "settings and, for each run, status, metrics, events and checks",
  write: ({ result, version }) => [["summary.json", toJson(summarise(result, version))]],
};
