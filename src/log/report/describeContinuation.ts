import { hasFailed } from "../../run/statuses/registry.js";
import type { Alternative } from "../alternatives.js";
import type { LogAnalysis } from "../trainingLog.js";
import { figure, list, position } from "./wording.js";

const SYMBOLS: Record<string, string> = { alpha: "α", lambda: "λ" };

const named = ({ loss, parameters }: Alternative): string => {
  const own = Object.entries(parameters).filter(([key]) => key !== "beta");
  const text = own.map(([key, value]) => `${SYMBOLS[key] ?? key} = ${String(value)}`);
  return text.length > 0 ? `${loss} (${text.join(", ")})` : loss;
};

const state = ({ r1, r2 }: { r1: number; r2: number }) =>
  `r2 = ${figure(r2)} and a margin of ${figure(r1 - r2)}`;

/** What one loss does with the preferred response. */
function course(alternative: Alternative, { log, facts }: LogAnalysis): string {
  const { heads, regained, holds, end, status } = alternative;
  const name = named(alternative);
  if (hasFailed(status)) return `${name}: could not be simulated to the end (${status}).`;
  const level =
    facts.preferred.last < 0 ? "back at the reference (r1 = 0)" : `at r1 = ${figure(regained?.r1 ?? 0)}`;
  const direction = { up: "r1 rises", down: "r1 falls", nowhere: "r1 stays" }[heads];
  if (regained) {
    const after = `${direction} and is ${level} after ${figure(regained.after)} ${log.clock}s' worth of time, with ${state(regained)}`;
    if (!holds) return `${name}: ${after}.`;
    return `${name}: ${after}; it stays there while the margin goes on to ${figure(end.r1 - end.r2)} (r2 = ${figure(end.r2)}).`;
  }
  const change = end.r1 - facts.preferred.last;
  const by = heads === "nowhere" ? "" : ` by ${figure(Math.abs(change))} to ${figure(end.r1)}`;
  return `${name}: ${direction}${by}, with ${state(end)}.`;
}

/** What other losses would do from the last row on, under the fitted kernel. */
export function describeContinuation(analysis: LogAnalysis): string[] {
  const { flow, facts, log } = analysis;
  if (!flow) return [];
  const { alternatives } = flow;
  if (!alternatives) {
    return [
      "Not simulated: the log ends so far out that probability ratios leave the range of double precision.",
    ];
  }
  const span = position(facts.lastStep - log.origin);
  const intro = `Simulated under the fitted kernel and pace from r1 = ${figure(facts.preferred.last)}, r2 = ${figure(facts.dispreferred.last)} (margin ${figure(facts.margin)}) for as long as the log took, ${span} ${log.clock}s, or until the preferred response ${
    facts.preferred.last < 0 ? "is back at the reference" : "has gained as much again"
  }.`;
  const lifted = alternatives.filter(({ loss, heads, regained, end }) => {
    const { r1, r2 } = regained ?? end;
    return loss !== "dpo" && heads === "up" && r2 > facts.dispreferred.last && r1 - r2 < facts.margin;
  });
  const price =
    lifted.length > 0
      ? [
          `With correlated gradients nothing lifts one response alone: ${list(lifted.map(({ loss }) => loss))} ${
            lifted.length === 1 ? "raises" : "raise"
          } the dispreferred response too, and the margin pays for it.`,
        ]
      : [];
  return [intro, ...alternatives.map((alternative) => course(alternative, analysis)), ...price];
}
