import { metricOf, timeOf } from "../../../measure/registry.js";
import { expand } from "../../../scenario/expand.js";
import type { FigureSubjects } from "../../kind.js";
import { axis, fittingTitle, type Interval, linearTicks, logAxis, logTicks } from "../../kit/axes.js";
import { computedTogether, fitted, heading, outcome, provenance } from "../../kit/captions.js";
import { type FigureSpec, finished, type Row, type View } from "../../kit/spec.js";
import { HUES, ink, type Style, themeConfig } from "../../kit/theme.js";
import { WIDE } from "../../plane/planeFrame.js";
import { besideData, besides, firstOf, rowData, rowLabel } from "./convergenceRows.js";

/** A logarithmic interval a little wider than its values; at least one decade. */
function timeDomain(values: readonly number[]): Interval {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [0.1, 10];
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  return [low / 1.5, Math.max(high * 1.5, low * 10)];
}

/** Widths on the page of the two charts and of the texts beside them. */
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
 * Starts by speed: when each converges, on a logarithmic axis, and beside it where its preferred response starts and
 * ends. The fastest is on top. The scenarios are kept in the figure.
 */
export function convergence(
  { comparison, scenarios }: FigureSubjects["comparison"],
  style: Style,
): FigureSpec {
  const { by, rows } = comparison;
  const about = computedTogether(
    scenarios.flatMap((scenario) => expand(scenario).map(({ settings }) => settings)),
  );
  const { preset } = style;
  const { text, mark, line } = preset;
  const wide = preset.width >= WIDE;
  const labels = rows.map((row) => fitted(rowLabel(row, rows), text, preset.width * 0.3, style));
  const data = rowData(comparison, labels, wide);
  const beside = wide ? besideData(comparison) : [];
  const { gap, spacing, time: timeWidth, state: stateWidth } = columns(data, labels, style);
  const height = Math.round(rows.length * text * 2);
  const domain = timeDomain([...data, ...beside].map(({ time }) => Number(time)));
  const highest = Math.max(0, ...rows.flatMap(({ x0, x }) => [x0[0], x[0]]).filter(Number.isFinite)) || 1;
  const stateDomain: Interval = [0, highest * 1.05];

  const y = {
    field: "row",
    type: "ordinal",
    scale: { type: "point", domain: rows.map((_, i) => i), padding: 0.5 },
    axis: null,
  };
  const time = {
    field: "time",
    type: "quantitative",
    scale: { type: "log", domain, nice: false },
    axis: {
      ...logAxis(
        fittingTitle(["gradient-flow time t", "time t"], timeWidth, style),
        logTicks(domain, timeWidth, style),
      ),
      grid: true,
    },
  };
  const state = (field: string): View => ({
    field,
    type: "quantitative",
    scale: { domain: stateDomain, nice: false },
    axis: {
      ...axis(
        fittingTitle(["x₁ from start ○ to end ■", "x₁ ○→■"], stateWidth, style),
        linearTicks(stateDomain, stateWidth, style),
      ),
      grid: true,
    },
  });
  const main = HUES[0];
  const point = { type: "point", filled: true, opacity: 1 };
  const words = { type: "text", baseline: "middle", fontSize: text };
  const guides = {
    data: { name: "rows" },
    mark: { type: "rule", stroke: ink.grid, strokeWidth: 0.75, x: 0, x2: "width" },
    encoding: { y },
  };
  const shown = timeOf(by);
  const marks = [metricOf(shown).labels.figure, ...besides(shown).map(({ label }) => label)];
  const shapes = ["circle", ...besides(shown).map(({ shape }) => shape)];
  const widestMark = Math.max(...marks.map((label) => style.measure(label, text)));
  const legend = {
    title: null,
    orient: "bottom",
    direction: "horizontal",
    symbolFillColor: ink.muted,
    symbolStrokeWidth: 0,
    symbolSize: (mark * 0.9) ** 2,
    offset: text * 0.6,
    columnPadding: text * 1.4,
    columns: Math.max(1, Math.floor((preset.width * 0.8) / (widestMark + mark + text * 2.2))),
  };
  return finished({
    title: heading(
      "Time to converge, and where it ends",
      [`sorted by ${metricOf(by).labels.figure}`, ...about],
      style,
    ),
    description: [
      `Starts compared by ${metricOf(by).labels.figure}, ${firstOf(by)} first: ${about.join(", ")}.`,
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
      {
        width: timeWidth,
        height,
        layer: [
          { name: "guides", ...guides },
          {
            name: "labels",
            data: { name: "rows" },
            mark: { ...words, align: "right", x: -gap },
            encoding: { y, text: { field: "label", type: "nominal" } },
          },
          ...(beside.length === 0
            ? []
            : [
                {
                  name: "besides",
                  data: { name: "besides" },
                  mark: {
                    ...point,
                    color: ink.axis,
                    size: (mark * 0.7) ** 2,
                  },
                  encoding: {
                    x: time,
                    y,
                    shape: {
                      field: "event",
                      type: "nominal",
                      scale: { domain: marks, range: shapes },
                      legend,
                    },
                  },
                },
              ]),
          {
            name: "times",
            data: { name: "rows" },
            mark: { ...point, size: mark ** 2, stroke: main, strokeWidth: line * 0.5, shape: "circle" },
            encoding: {
              x: time,
              y,
              fill: {
                field: "reached",
                type: "nominal",
                scale: { domain: ["reached", "later", "failed"], range: [main, ink.paper, ink.paper] },
                legend: null,
              },
            },
          },
          {
            name: "values",
            data: { name: "rows" },
            mark: { ...words, align: "left", x: timeWidth + gap },
            encoding: {
              y,
              text: { field: "text", type: "nominal" },
              color: {
                field: "reached",
                type: "nominal",
                scale: {
                  domain: ["reached", "later", "failed"],
                  range: [ink.text, ink.muted, ink.warning],
                },
                legend: null,
              },
            },
          },
        ],
      },
      {
        width: stateWidth,
        height,
        layer: [
          { name: "state-guides", ...guides },
          {
            name: "changes",
            data: { name: "rows" },
            mark: { type: "rule", stroke: main, strokeWidth: line },
            encoding: { x: state("from"), x2: { field: "to" }, y },
          },
          {
            name: "starts",
            data: { name: "rows" },
            mark: {
              ...point,
              fill: ink.paper,
              stroke: main,
              strokeWidth: line * 0.7,
              shape: "circle",
              size: (mark * 0.8) ** 2,
            },
            encoding: { x: state("from"), y },
          },
          {
            name: "ends",
            data: { name: "rows" },
            mark: { ...point, color: main, shape: "square", size: (mark * 0.9) ** 2 },
            encoding: { x: state("to"), y },
          },
          {
            name: "finals",
            data: { name: "rows" },
            mark: { ...words, align: "left", x: stateWidth + gap },
            encoding: { y, text: { field: "final", type: "nominal" } },
          },
        ],
      },
    ],
  });
}
