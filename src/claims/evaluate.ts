import type { Panel } from "../scenario/schema.js";
import type { Claim, Finding, Verdict } from "./claim.js";
import { claims } from "./registry.js";
import { createStudy } from "./study.js";

type Settings = Panel["settings"];

/** Values of β at which every claim is measured: those the paper speaks of, and one above 1. */
const BETAS = [0.1, 0.3, 0.5, 1.5];

/** What was found for one value of β; null for a loss without β. */
export interface BetaFinding extends Finding {
  beta: number | null;
}

/** A claim and what measuring it has found. */
export interface ClaimResult extends Claim {
  /** Over all values of β. */
  verdict: Verdict;
  /** In the order of β. */
  findings: BetaFinding[];
}

/** The settings to measure in: the scenario's own β among the usual ones. */
function variants(settings: Settings): Settings[] {
  const { beta } = settings.loss;
  if (typeof beta !== "number") return [settings];
  const betas = [...new Set([...BETAS, beta])].sort((a, b) => a - b);
  return betas.map((value) => ({ ...settings, loss: { ...settings.loss, beta: value } }));
}

/**
 * Measures every claim of the paper in the plane of a panel: on a grid, and along the runs from its starts.
 *
 * Verdicts are what comes out, for this loss, geometry, domain and reference; nothing about them is known
 * beforehand.
 *
 * @param settings of a panel, as `expand` gives them
 * @example
 * ```js
 * import { evaluateClaims, expand, loadScenario } from "dpo-flow";
 *
 * const [{ settings }] = expand(loadScenario("sft-quality"));
 * for (const { place, verdict } of evaluateClaims(settings).slice(0, 3)) console.log(place, verdict);
 * // Theorem 1 holds
 * // Corollary 1 holds
 * // Remark 1 in part
 * ```
 */
export function evaluateClaims(settings: Settings): ClaimResult[] {
  const studies = variants(settings).map(createStudy);
  return claims.map(({ measure, ...about }) => {
    const findings = studies.map((study) => ({ beta: study.beta, ...measure(study) }));
    const verdicts = new Set(findings.map(({ verdict }) => verdict));
    return { ...about, verdict: verdicts.size === 1 ? findings[0].verdict : "in part", findings };
  });
}
