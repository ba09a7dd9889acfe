import { readable, short } from "../../figure/kit/captions.js";
import { isTime, type MetricName, type Metrics, metricOf, TIMES } from "../../measure/registry.js";
import type { Comparison } from "../../simulate/compare.js";

/** Times in the order in which one stands in for another that no run has. */
const OPENING = TIMES.filter((time) => metricOf(time).opening);

/** The time that tells most of some runs: of extinction where there is one. */
export const tellingTime = (runs: readonly { metrics: Metrics }[]): MetricName =>
  OPENING.find((time) => runs.some(({ metrics }) => metrics[time] !== null)) ?? OPENING[0];

/** What came out, in a sentence or two. */
export function summary({ by, rows }: Comparison): string {
  const known = rows.filter(({ metrics }) => metrics[by] !== null);
  const [first] = known;
  const last = known[known.length - 1];
  if (!first || !last) return "No start gets there within the longest time.";
  const value = ({ metrics }: typeof first) => short(Number(metrics[by]));
  if (!isTime(by)) {
    const [best, worst] = metricOf(by).better === "more" ? ["Most", "Least"] : ["Least", "Most"];
    return `${best}: ${first.start}, ${value(first)}.${known.length > 1 ? ` ${worst}: ${last.start}, ${value(last)}.` : ""}`;
  }
  const reached = `${first.start}, ${metricOf(by).reached} at t = ${value(first)} with x₁ ending at ${short(first.x[0])}.`;
  if (rows.length === 1) return reached;
  if (known.length === 1) return `Fastest: ${reached}`;
  const longer =
    last.ratio && last.ratio >= 1.05 ? `, ${readable(Number(last.ratio.toPrecision(2)))} times as long` : "";
  return `Fastest: ${reached} Slowest: ${last.start}, at t = ${value(last)}${longer}.`;
}
