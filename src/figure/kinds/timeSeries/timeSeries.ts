import { createFlow } from "../../../model/flow.js";
import type { PanelResult, Run } from "../../../simulate/run.js";
import { axis, axisExtent, axisWidth, linearText, logAxis, logText } from "../../kit/axes.js";
import { computed, heading, outcome, panelTitle, provenance } from "../../kit/captions.js";
import { flowNames } from "../../kit/flowNames.js";
import { type FigureSpec, finished, type Row, type View } from "../../kit/spec.js";
import { startLegend } from "../../kit/startLegend.js";
import { ink, type Style, themeConfig } from "../../kit/theme.js";
import { startScales } from "../../plane/trajectories.js";
import { type Chart, charts, rowsOf, type TimeSeriesOptions, timeAxis } from "./timeCharts.js";

/** What all charts above each other share. */
interface Frame {
  width: number;
  height: number;
  /** Room in points between a vertical axis and its title. */
  extent: number;
  logTime: boolean;
  legend: View | null;
  time: ReturnType<typeof timeAxis> & { title: string };
}

/** Sizes of the charts and their axis of time, within the width and height of the figure. */
function frameOf(
  { settings, runs }: PanelResult,
  drawn: readonly Chart[],
  height: number,
  options: TimeSeriesOptions,
  style: Style,
): Frame {
  const { preset } = style;
  const { logTime = false, legend = true } = options;
  const extent = axisExtent(
    drawn.flatMap(({ log, ticks }) => (log ? logText : linearText)(ticks)),
    style,
  );
  const room = Math.floor(preset.width - 4 - axisWidth(extent, style));
  // Half of the last tick label may hang over the right edge.
  const labels = (logTime ? logText : linearText)(timeAxis(runs, room, options, style).ticks).map((label) =>
    style.measure(label, preset.text),
  );
  const width = room - Math.ceil(Math.max(preset.text, ...labels.map((label) => label / 2 + 1)));
  return {
    width,
    height,
    extent,
    logTime,
    legend: legend ? startLegend(runs, width, style) : null,
    time: {
      ...timeAxis(runs, width, options, style),
      title: flowNames(createFlow(settings).loss, settings).time,
    },
  };
}

/** One chart: a line for each run, a circle where it starts and a square where it ends. */
function chartView(
  { field, title, log, domain, ticks }: Chart,
  last: boolean,
  { width, height, extent, logTime, legend, time }: Frame,
  runs: readonly Run[],
  style: Style,
): View {
  const { preset } = style;
  const scales = startScales(
    runs.map(({ start }) => start),
    style,
  );
  const x = {
    field: "t",
    type: "quantitative",
    scale: { type: logTime ? "log" : "linear", domain: time.domain, nice: false },
    axis: {
      ...(logTime ? logAxis : axis)(last ? time.title : null, time.ticks),
      labels: last,
      grid: true,
    },
  };
  const y = {
    field,
    type: "quantitative",
    scale: { type: log ? "log" : "linear", domain, nice: false, ...(log ? {} : { zero: false }) },
    axis: { ...(log ? logAxis : axis)(title, ticks), minExtent: extent, maxExtent: extent, grid: true },
  };
  const color = { field: "start", type: "nominal", scale: scales.color, legend };
  const strokeDash = { field: "start", type: "nominal", scale: scales.strokeDash, legend };
  const shape = {
    field: "mark",
    type: "nominal",
    scale: { domain: ["start", "end"], range: ["circle", "square"] },
    legend: null,
  };
  return {
    width,
    height,
    view: { stroke: null },
    layer: [
      {
        name: `${field}-lines`,
        data: { name: "samples" },
        mark: { type: "line", order: false, clip: true, strokeWidth: preset.line, strokeJoin: "round" },
        encoding: { x, y, color, strokeDash },
      },
      {
        name: `${field}-ends`,
        data: { name: "ends" },
        mark: {
          type: "point",
          filled: true,
          opacity: 1,
          size: (preset.mark * 0.8) ** 2,
          stroke: ink.paper,
          strokeWidth: preset.line * 0.4,
        },
        encoding: { x, y, shape, color },
      },
    ],
  };
}

/** The last and the first sample of each run, as marks. */
const endsOf = (samples: readonly (readonly Row[])[]): Row[] =>
  samples
    .filter(({ length }) => length > 0)
    .flatMap((rows) => [
      { ...rows[rows.length - 1], mark: "end" },
      { ...rows[0], mark: "start" },
    ]);

/**
 * x1, x2, the loss and where asked for the margin of every run of a panel against time, in charts above each
 * other.
 *
 * Values beyond a logarithmic axis, such as x2 = 0 at extinction, are drawn at its edge.
 */
export function timeSeries(panel: PanelResult, style: Style, options: TimeSeriesOptions = {}): FigureSpec {
  const { settings, runs } = panel;
  const { preset } = style;
  const { logTime = false, logState = false, margin = false } = options;
  const tall = (preset.height ?? Number.POSITIVE_INFINITY) - 2 * preset.title - 12 * preset.text;
  const height = Math.round(options.height ?? Math.min(preset.width * 0.22, tall / 3));
  const drawn = charts(panel, height, options, style);
  const frame = frameOf(panel, drawn, height, options, style);
  const samples = runs.map((run) => rowsOf(run, frame.time.domain, logTime, drawn, frame.width, height));
  return finished({
    title: heading(panelTitle(panel), computed(settings), style),
    description: [
      `Preferred and dispreferred response and loss against time: ${computed(settings).join(", ")}.`,
      "Circles: starts; squares: ends.",
      ...runs.map(outcome),
    ].join(" "),
    usermeta: provenance("time-series", style, {
      ...(logTime || logState || margin ? { options: { logTime, logState, margin } } : {}),
      panel: panel.panel,
      scenario: settings,
    }),
    config: themeConfig(style),
    datasets: { samples: samples.flat(), ends: endsOf(samples) },
    spacing: Math.round(preset.text * 1.2),
    resolve: { scale: { color: "shared", strokeDash: "shared", shape: "shared" } },
    vconcat: drawn.map((chart, i) => chartView(chart, i === drawn.length - 1, frame, runs, style)),
  });
}
