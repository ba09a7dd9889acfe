import { readable } from "../figure/kit/captions.js";
import type { Metrics } from "../measure/metrics.js";
import { type Comparison, isTime } from "../simulate/compare.js";

/** Times in the order in which one stands in for another that no run has. */
const TIMES: readonly (keyof Metrics)[] = [
  "extinctionTime",
  "dispreferredHalfLife",
  "timeToMargin",
  "timeToLoss",
];

/** The time that tells most of some runs: of extinction where there is one. */
export const tellingTime = (runs: readonly { metrics: Metrics }[]): keyof Metrics =>
  TIMES.find((time) => runs.some(({ metrics }) => metrics[time] !== null)) ?? "extinctionTime";

const WORDS: Partial<Record<keyof Metrics, string>> = {
  extinctionTime: "extinct",
  dispreferredHalfLife: "x₂ halved",
  timeToHalfGain: "half the gain made",
  timeToMargin: "target margin reached",
  timeToLoss: "target loss reached",
};

/** What came out, in a sentence or two. */
export function summary({ by, rows }: Comparison): string {
  const known = rows.filter(({ metrics }) => metrics[by] !== null);
  const [first] = known;
  const last = known[known.length - 1];
  if (!first || !last) return "No start gets there within the longest time.";
  const value = ({ metrics }: typeof first) => readable(Number(metrics[by]?.toPrecision(3)));
  if (!isTime(by))
    return `Most: ${first.start}, ${value(first)}.${known.length > 1 ? ` Least: ${last.start}, ${value(last)}.` : ""}`;
  const reached = `${first.start}, ${WORDS[by]} at t = ${value(first)} with x₁ ending at ${readable(Number(first.x[0].toPrecision(3)))}.`;
  if (rows.length === 1) return reached;
  if (known.length === 1) return `Fastest: ${reached}`;
  const longer =
    last.ratio && last.ratio >= 1.05 ? `, ${readable(Number(last.ratio.toPrecision(2)))} times as long` : "";
  return `Fastest: ${reached} Slowest: ${last.start}, at t = ${value(last)}${longer}.`;
}
