import type { Result, Run } from "../simulate/run.js";

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

/** JSON for people and programs: indented, null for what is not finite, a line end at the end. */
export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
