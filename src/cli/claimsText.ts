import type { Verdict } from "../claims/claim.js";
import type { ClaimResult } from "../claims/evaluate.js";
import {
  betaPrefix,
  details,
  detailsFor,
  findingGroups,
  tally,
  whereabouts,
} from "../render/tables/claimsGroups.js";
import type { Paint } from "./terminal.js";

const MEANING: Record<Verdict, Parameters<Paint>[1]> = {
  holds: "good",
  fails: "error",
  "in part": "warning",
  "not applicable": "muted",
};

/** The verdicts on one plane, for people. */
export function claimsText(heading: string, results: readonly ClaimResult[], paint: Paint): string {
  const blocks = results.map((result) => {
    const { place, text, verdict } = result;
    const lines = findingGroups(result).flatMap((group) => [
      `  ${betaPrefix(group)}${paint(group.finding.verdict, MEANING[group.finding.verdict])}, ${whereabouts(group)}`,
      ...details(group).map((line, i) =>
        paint(`    ${i === 0 ? detailsFor(group) : " ".repeat(detailsFor(group).length)}${line}`, "muted"),
      ),
    ]);
    return [
      `${paint(place, "strong")}  ${text}`,
      `  ${paint(verdict.toUpperCase(), MEANING[verdict])}`,
      ...lines,
    ].join("\n");
  });
  return [paint(heading, "strong"), ...blocks, tally(results)].join("\n\n");
}
