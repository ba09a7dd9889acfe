import type { SweepPlan } from "../sweep/plan.js";
import { layoutOf } from "../sweep/starts.js";
import type { SweepSummary } from "../sweep/summary.js";
import { formatTable, fourDigits } from "./table.js";

/** A sweep for people: how many cells ended how, and what came out. */
export function sweepTable({ starts }: SweepPlan, summary: SweepSummary): string {
  const { scenario, panel, method, counts, metrics } = summary;
  const size = layoutOf(starts).words.table;
  const parts = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  const rows = Object.entries(metrics).map(([name, range]) => [
    name,
    String(range.cells),
    fourDigits(range.min),
    fourDigits(range.mean),
    fourDigits(range.max),
  ]);
  const right = (title: string) => ({ title, align: "right" as const });
  const columns = [{ title: "metric" }, right("cells"), right("least"), right("mean"), right("greatest")];
  return [
    `${scenario}${panel === "base" ? "" : ` (${panel})`}: ${size}, method ${method}`,
    parts.map(([status, count]) => `${status} ${count}`).join(", "),
    ...(rows.length > 0 ? [formatTable(columns, rows)] : []),
  ].join("\n");
}

/** What the sample of cells that were computed again has shown, in one line. */
export function reviewNote({ review }: SweepSummary): string {
  const { cells, disagreeing, difference, worst, suspicious } = review;
  const again = `${cells} ${cells === 1 ? "cell" : "cells"} computed again with dense output`;
  if (cells === 0) return `${again}: none of the sample lies in the domain`;
  const place = worst ? ` in ${worst.metric} from x = (${worst.start.join(", ")})` : "";
  if (disagreeing > 0) return `warning: ${again}: ${disagreeing} end otherwise, first${place}`;
  const largest = `largest difference ${difference === 0 ? 0 : difference.toExponential(1)}`;
  return suspicious
    ? `warning: ${again}: ${largest}${place}, over 10 × tolerance.relative`
    : `${again}: ${largest}`;
}

/** What is to be noted of cells that failed: how many, and what broke the solver in the first of its kind. */
export function failureNotes({ failed, cells, errors = [] }: SweepSummary): string[] {
  if (!failed) return [];
  return [
    `${failed} of ${cells} cells failed; their status says how`,
    ...errors.map(
      ({ message, cells: n, first }) =>
        `${n} of them with the status error, the first from x = (${first.start.join(", ")}): ${message}`,
    ),
  ];
}
