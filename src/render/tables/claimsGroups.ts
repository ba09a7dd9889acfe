import type { Verdict } from "../../claims/claim.js";
import type { BetaFinding, ClaimResult } from "../../claims/evaluate.js";

/** Findings that say the same, for several values of β. */
export interface FindingGroup {
  /** In order; empty for a loss without β. */
  betas: number[];
  /** The finding for the first of them. */
  finding: BetaFinding;
}

/** What was found about a claim, said once where it is the same for several values of β. */
export function findingGroups({ findings }: ClaimResult): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.verdict, finding.holdsWhere, finding.failsWhere]);
    const group = groups.get(key) ?? { betas: [], finding };
    if (finding.beta !== null) group.betas.push(finding.beta);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

/** Where a claim holds and where not, and in what share of what was examined. */
export function whereabouts({ finding }: FindingGroup): string {
  const { verdict, holdsWhere, failsWhere, share, examined } = finding;
  if (verdict === "holds") return share === 1 ? `everywhere (${examined})` : `${holdsWhere} (${examined})`;
  if (verdict === "not applicable") return `nothing to examine (${examined})`;
  if (verdict === "fails") return `${failsWhere} (${examined})`;
  return `true ${holdsWhere}; not true ${failsWhere}; true for ${percent(share)} of ${examined}`;
}

/** The other numbers of a finding, each with what it is about. */
export function details({ finding }: FindingGroup): string[] {
  const { worst, numbers, share, shareOfPlane, shareOfRuns, shading } = finding;
  return [
    ...(worst
      ? [`worst at π = (${worst.p.map((p) => Number(p.toPrecision(3))).join(", ")}): ${worst.text}`]
      : []),
    ...numbers,
    ...(shading && shareOfPlane !== null && shareOfPlane !== share
      ? [`outside that region too: true in ${percent(shareOfPlane)} of the plane`]
      : []),
    ...(shading && shareOfRuns !== null
      ? [`along the scenario's runs, within that region: true for ${percent(shareOfRuns)} of the states`]
      : []),
  ];
}

/** The values of β that a group is about, as the beginning of a line; nothing for a loss without β. */
export const betaPrefix = ({ betas }: FindingGroup): string =>
  betas.length > 0 ? `β = ${betas.join(", ")}: ` : "";

/** Which of several values of β the details are for; nothing where there is no choice. */
export const detailsFor = ({ betas }: FindingGroup): string =>
  betas.length > 1 ? `at β = ${betas[0]}: ` : "";

/** How many claims got which verdict. */
export function tally(results: readonly ClaimResult[]): string {
  const count = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  const counts = [
    `${count("holds")} hold`,
    `${count("in part")} in part`,
    `${count("fails")} fail`,
    ...(count("not applicable") > 0 ? [`${count("not applicable")} do not apply`] : []),
  ];
  return `${results.length} claims: ${counts.join(", ")}`;
}
