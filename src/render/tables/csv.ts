import { METRICS } from "../../measure/registry.js";
import type { Comparison } from "../../simulate/compare.js";
import type { Result } from "../../simulate/run.js";

type Field = string | number | null;

/** RFC 4180 quoting; numbers with all digits a double has; nothing where there is no finite number. */
function field(value: Field): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (value === null) return "";
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A table as text, one line a row. */
export const csv = (rows: readonly (readonly Field[])[]) =>
  `${rows.map((row) => row.map(field).join(",")).join("\n")}\n`;

/** `trajectories.csv`: one row per sample of each trajectory. `margin` is empty where x2 = 0. */
export function trajectoriesCsv({ panels }: Result): string {
  const header = ["panel", "start", "t", "x1", "x2", "loss", "margin"];
  const rows = panels.flatMap(({ panel, runs }) =>
    runs.flatMap(({ start, path }) =>
      path.map(({ t, x1, x2, loss, margin }) => [panel, start, t, x1, x2, loss, margin]),
    ),
  );
  return csv([header, ...rows]);
}

/** `comparison.csv`: one row per start, fastest first, with every metric. */
export function comparisonCsv({ rows }: Comparison): string {
  const header = ["scenario", "panel", "start", "x1_start", "x2_start", "status", "t", "x1", "x2", "ratio"];
  return csv([
    [...header, ...METRICS],
    ...rows.map(({ scenario, panel, start, x0, status, t, x, ratio, metrics: values }) => [
      ...[scenario, panel, start, ...x0, status, t, ...x, ratio],
      ...METRICS.map((name) => values[name]),
    ]),
  ]);
}
