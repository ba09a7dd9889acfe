import { checkList, checkShape } from "../scenario/checks.js";
import type { SubjectName } from "./kind.js";

/** What each sort of subject is, for messages, and the keys that tell it. */
const SORTS = {
  settings: { keys: ["loss", "reference", "starts"], is: "the settings of a panel, as expand gives them" },
  panel: { keys: ["panel", "settings", "runs"], is: "one of the panels that simulate gives" },
  result: { keys: ["scenario", "panels"], is: "what simulate gives" },
  comparison: {
    keys: ["comparison", "scenarios"],
    is: "{ comparison, scenarios }: what compare gives, and the scenarios that were compared",
  },
  sweep: { keys: ["sweep", "metric"], is: "{ sweep, metric }: what sweep gives, and one of its metrics" },
  claims: {
    keys: ["results", "settings"],
    is: "{ results, settings }: what evaluateClaims gives, and the settings it was given",
  },
  logs: { listOf: ["log", "facts"], is: "a list of what analyseTrainingLog gives, at least one" },
} as const satisfies Record<SubjectName, { is: string } & ({ keys: string[] } | { listOf: string[] })>;

/**
 * Makes sure that a subject is of the sort that a kind of figure is drawn from.
 *
 * @param kind name of the kind, for the message
 * @throws UsageError that says what the kind is drawn from
 */
export function checkSubject(kind: string, from: SubjectName, subject: unknown): void {
  const sort = SORTS[from];
  const what = `the subject of ${kind}`;
  if ("keys" in sort) checkShape(what, subject, sort.keys, sort.is);
  else {
    checkList(what, subject, sort.is, 1);
    for (const each of [subject].flat()) checkShape(`each of ${what}`, each, sort.listOf, sort.is);
  }
}
