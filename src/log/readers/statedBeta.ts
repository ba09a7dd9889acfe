import type { Finding } from "./finding.js";

/** `beta = 0.1`, `dpo_beta: 0.05` or `β = 0.1`, but neither `adam_beta1` nor `betas=(0.9,0.999)`. */
const STATEMENT =
  /(?<![A-Za-z0-9_])(?:dpo[_ -])?(?:beta|β)["'`*]*\s*(?:=|:|\||is)\s*["'`*]*(\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)/gi;

/** Statements of β in a line of prose. */
export function statedBeta(line: string, number: number): Finding[] {
  return [...line.matchAll(STATEMENT)].map(([, value]) => ({
    kind: "beta",
    value: Number(value),
    where: `line ${number}`,
  }));
}
