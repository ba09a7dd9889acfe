import type { ClaimResult } from "../../claims/evaluate.js";
import { PAPER } from "../../claims/paper.js";
import { betaPrefix, details, detailsFor, findingGroups, tally, whereabouts } from "./claimsGroups.js";
import type { OutputTable } from "./outputTable.js";

/** What was measured in one plane, and what its figure is called; no figure without one. */
export interface ClaimsSection {
  heading: string;
  results: readonly ClaimResult[];
  figure: string | undefined;
}

const cell = (text: string) => text.replaceAll("|", "\\|");

/** The share that a table shows: one where it is the same for all β, otherwise from least to most. */
function shares({ findings }: ClaimResult): string {
  const percents = findings.map(({ share }) => Math.round(100 * share));
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  return least === most ? `${least} %` : `${least} to ${most} %`;
}

/**
 * The report `claims.md`.
 *
 * @param sections one per plane
 */
function claimsMarkdown(sections: readonly ClaimsSection[]): string {
  const body = sections.flatMap(({ heading, results, figure }) => [
    `## ${heading}`,
    tally(results),
    ...(figure ? [`![Where the claims are true](${figure})`] : []),
    [
      "| place | claim | verdict | true for |",
      "|---|---|---|---|",
      ...results.map((result) => {
        const { place, text, verdict } = result;
        return `| ${place} | ${cell(text)} | **${verdict}** | ${shares(result)} |`;
      }),
    ].join("\n"),
    ...results.flatMap((result) => [
      `### ${result.title}`,
      `${result.place}: ${result.text} **${result.verdict}**`,
      findingGroups(result)
        .flatMap((group) => [
          `- ${betaPrefix(group)}${group.finding.verdict}, ${whereabouts(group)}`,
          ...details(group).map((line) => `  - ${detailsFor(group)}${line}`),
        ])
        .join("\n"),
    ]),
  ]);
  const head = [
    `# The claims of ${PAPER}, measured`,
    "Each claim is measured at the points of a grid over the plane and along runs; no verdict is assumed. A claim about a region holds if it is true at every point of it.",
  ];
  return `${[...head, ...body].join("\n\n")}\n`;
}

/** The verdicts on the claims, with what was found for each. */
export const claimsReport: OutputTable<{ sections: readonly ClaimsSection[] }> = {
  files: ["claims.md"],
  holds: "the verdict on each claim, where it is true, and the worst counterexample, in Markdown",
  write: ({ sections }) => [["claims.md", claimsMarkdown(sections)]],
};
