import { metricOf, timeOf } from "../../../measure/registry.js";
import type { Comparison } from "../../../simulate/compare.js";
import { axis, fittingTitle, type Interval, linearTicks, logAxis, logTicks } from "../../kit/axes.js";
import type { View } from "../../kit/spec.js";
import { HUES, ink, type Style } from "../../kit/theme.js";
import { besides } from "./convergenceRows.js";

/** Lengths on the page, in points. */
export interface ChartSizes {
  width: number;
  height: number;
  /** Between a chart and the texts beside it. */
  gap: number;
}

const MAIN = HUES[0];

const POINT = { type: "point", filled: true, opacity: 1 };

const words = ({ preset }: Style) => ({ type: "text", baseline: "middle", fontSize: preset.text });

/** One row for each start, the first on top. */
const rowChannel = ({ rows }: Comparison): View => ({
  field: "row",
  type: "ordinal",
  scale: { type: "point", domain: rows.map((_, i) => i), padding: 0.5 },
  axis: null,
});

/** Pale lines on which the marks stand. */
const guides = (name: string, y: View): View => ({
  name,
  data: { name: "rows" },
  mark: { type: "rule", stroke: ink.grid, strokeWidth: 0.75, x: 0, x2: "width" },
  encoding: { y },
});

/** A channel that tells a start that got there from one that did not, and from one that failed. */
const reachedChannel = (reached: string, later: string, failed: string): View => ({
  field: "reached",
  type: "nominal",
  scale: { domain: ["reached", "later", "failed"], range: [reached, later, failed] },
  legend: null,
});

/** The shapes of the compared time and of those on the way to it, with their legend. */
function eventChannel({ by }: Comparison, { preset, measure }: Style): View {
  const { text, mark } = preset;
  const shown = timeOf(by);
  const marks = [metricOf(shown).labels.figure, ...besides(shown).map(({ label }) => label)];
  const shapes = ["circle", ...besides(shown).map(({ shape }) => shape)];
  const widestMark = Math.max(...marks.map((label) => measure(label, text)));
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
  return { field: "event", type: "nominal", scale: { domain: marks, range: shapes }, legend };
}

function timeChannel(domain: Interval, width: number, style: Style): View {
  const title = fittingTitle(["gradient-flow time t", "time t"], width, style);
  return {
    field: "time",
    type: "quantitative",
    scale: { type: "log", domain, nice: false },
    axis: { ...logAxis(title, logTicks(domain, width, style)), grid: true },
  };
}

/**
 * When each start converges, on a logarithmic axis, with its name at the left and its time at the right.
 *
 * @param besides whether the times on the way there are drawn too
 */
export function timeChart(
  comparison: Comparison,
  domain: Interval,
  besides: boolean,
  { width, height, gap }: ChartSizes,
  style: Style,
): View {
  const { mark, line } = style.preset;
  const y = rowChannel(comparison);
  const x = timeChannel(domain, width, style);
  const beside = {
    name: "besides",
    data: { name: "besides" },
    mark: { ...POINT, color: ink.axis, size: (mark * 0.7) ** 2 },
    encoding: { x, y, shape: eventChannel(comparison, style) },
  };
  return {
    width,
    height,
    layer: [
      guides("guides", y),
      {
        name: "labels",
        data: { name: "rows" },
        mark: { ...words(style), align: "right", x: -gap },
        encoding: { y, text: { field: "label", type: "nominal" } },
      },
      ...(besides ? [beside] : []),
      {
        name: "times",
        data: { name: "rows" },
        mark: { ...POINT, size: mark ** 2, stroke: MAIN, strokeWidth: line * 0.5, shape: "circle" },
        encoding: { x, y, fill: reachedChannel(MAIN, ink.paper, ink.paper) },
      },
      {
        name: "values",
        data: { name: "rows" },
        mark: { ...words(style), align: "left", x: width + gap },
        encoding: {
          y,
          text: { field: "text", type: "nominal" },
          color: reachedChannel(ink.text, ink.muted, ink.warning),
        },
      },
    ],
  };
}

/** Where the preferred response of each start begins and ends, with the end in numbers at the right. */
export function stateChart(
  comparison: Comparison,
  domain: Interval,
  { width, height, gap }: ChartSizes,
  style: Style,
): View {
  const { mark, line } = style.preset;
  const y = rowChannel(comparison);
  const title = fittingTitle(["x₁ from start ○ to end ■", "x₁ ○→■"], width, style);
  const x = (field: "from" | "to"): View => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false },
    axis: { ...axis(title, linearTicks(domain, width, style)), grid: true },
  });
  const hollow = { fill: ink.paper, stroke: MAIN, strokeWidth: line * 0.7, shape: "circle" };
  return {
    width,
    height,
    layer: [
      guides("state-guides", y),
      {
        name: "changes",
        data: { name: "rows" },
        mark: { type: "rule", stroke: MAIN, strokeWidth: line },
        encoding: { x: x("from"), x2: { field: "to" }, y },
      },
      {
        name: "starts",
        data: { name: "rows" },
        mark: { ...POINT, ...hollow, size: (mark * 0.8) ** 2 },
        encoding: { x: x("from"), y },
      },
      {
        name: "ends",
        data: { name: "rows" },
        mark: { ...POINT, color: MAIN, shape: "square", size: (mark * 0.9) ** 2 },
        encoding: { x: x("to"), y },
      },
      {
        name: "finals",
        data: { name: "rows" },
        mark: { ...words(style), align: "left", x: width + gap },
        encoding: { y, text: { field: "final", type: "nominal" } },
      },
    ],
  };
}
