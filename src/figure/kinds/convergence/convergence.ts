import { metricOf } from "../../../measure/registry.js";
import { expand } from "../../../scenario/expand.js";
import type { FigureSubjects } from "../../kind.js";
import type { Interval } from "../../kit/axes.js";
import { computedTogether, fitted, heading, outcome, provenance } from "../../kit/captions.js";
import { type FigureSpec, finished, type Row } from "../../kit/spec.js";
import { type Style, themeConfig } from "../../kit/theme.js";
import { WIDE } from "../../plane/planeFrame.js";
import { stateChart, timeChart } from "./convergenceCharts.js";
import { besideData, firstOf, rowData, rowLabel } from "./convergenceRows.js";

/** A logarithmic interval a little wider than its values; at least one decade. */
function timeDomain(values: readonly number[]): Interval {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [0.1, 10];
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  return [low / 1.5, Math.max(high * 1.5, low * 10)];
}

/** Widths on the page of the two charts and of the texts beside them: times need more room than x1. */
function columns(data: readonly Row[], labels: readonly string[], { preset, measure }: Style) {
  const { text, width } = preset;
  const widest = (texts: readonly unknown[]) =>
    Math.ceil(Math.max(...texts.map((t) => measure(String(t), text))));
  const gap = Math.round(text * 0.7);
  const names = widest(labels) + gap;
  const values = widest(data.map((row) => row.text)) + gap;
  const finals = widest(data.map((row) => row.final)) + gap;
  // The first tick label of the second chart hangs over its edge.
  const room = width - 6 - names - values - finals - gap * 2 - measure("0.0", text) / 2;
  return { gap, spacing: gap * 2, time: Math.floor(room * 0.58), state: Math.floor(room * 0.42) };
}

const clampTo = ([low, high]: Interval, row: Row): Row => ({
  ...row,
  time: Math.min(high, Math.max(low, Number(row.time))),
});

/**
 * Starts by speed: when each converges, on a logarithmic axis, and beside it where its preferred response
 * starts and ends. The fastest is on top. The scenarios are kept in the figure.
 */
export function convergence(
  { comparison, scenarios }: FigureSubjects["comparison"],
  style: Style,
): FigureSpec {
  const { by, rows } = comparison;
  const { text, width } = style.preset;
  const wide = width >= WIDE;
  const labels = rows.map((row) => fitted(rowLabel(row, rows), text, width * 0.3, style));
  const data = rowData(comparison, labels, wide);
  const beside = wide ? besideData(comparison) : [];
  const { gap, spacing, time, state } = columns(data, labels, style);
  const height = Math.round(rows.length * text * 2);
  const domain = timeDomain([...data, ...beside].map((row) => Number(row.time)));
  const highest = Math.max(0, ...rows.flatMap(({ x0, x }) => [x0[0], x[0]]).filter(Number.isFinite)) || 1;
  const about = computedTogether(
    scenarios.flatMap((scenario) => expand(scenario).map(({ settings }) => settings)),
  );
  const name = metricOf(by).labels.figure;
  return finished({
    title: heading("Time to converge, and where it ends", [`sorted by ${name}`, ...about], style),
    description: [
      `Starts compared by ${name}, ${firstOf(by)} first: ${about.join(", ")}.`,
      ...rows.map(outcome),
    ].join(" "),
    usermeta: provenance("convergence", style, { by, scenarios: [...scenarios] }),
    config: themeConfig(style),
    datasets: {
      rows: data.map((row) => clampTo(domain, row)),
      besides: beside.map((row) => clampTo(domain, row)),
    },
    spacing,
    resolve: { scale: { shape: "shared" } },
    hconcat: [
      timeChart(comparison, domain, beside.length > 0, { width: time, height, gap }, style),
      stateChart(comparison, [0, highest * 1.05], { width: state, height, gap }, style),
    ],
  });
}
