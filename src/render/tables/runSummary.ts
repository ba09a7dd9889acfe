import type { Result, Run } from "../../simulate/run.js";
import { toJson } from "./json.js";
import type { OutputTable } from "./outputTable.js";

/** A run without its path; x is null where it is beyond the range of doubles, which r is not. */
export type RunInBrief = Omit<Run, "path" | "curve" | "x"> & { x: (number | null)[] };

function inBrief({ path: _path, curve: _curve, ...run }: Run): RunInBrief {
  const known = (x: number, i: number) => (x > 0 && x < Infinity) || !Number.isFinite(run.r[i]);
  return { ...run, x: run.x.map((x, i) => (known(x, i) ? x : null)) };
}

/** `summary.json`: everything about a scenario's runs but their paths. */
export interface Summary {
  scenario: string;
  version: string;
  panels: { panel: string; settings: unknown; runs: RunInBrief[] }[];
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
      runs: runs.map(inBrief),
    })),
  };
}

/** A scenario's runs in brief. */
export const runSummary: OutputTable<{ result: Result; version: string }> = {
  files: ["summary.json"],
  holds: "settings and, for each run, status, metrics, events and checks",
  write: ({ result, version }) => [["summary.json", toJson(summarise(result, version))]],
};
