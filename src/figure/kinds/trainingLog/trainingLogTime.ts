import type { LogAnalysis } from "../../../log/trainingLog.js";
import { axis, axisExtent, axisWidth, type Interval, linearText, linearTicks } from "../../kit/axes.js";
import { heading, provenance, readable, short } from "../../kit/captions.js";
import { simplify, TOLERANCE } from "../../kit/simplify.js";
import { type FigureSpec, finished, type Row, type View } from "../../kit/spec.js";
import { startLegend } from "../../kit/startLegend.js";
import { ink, type Style, themeConfig } from "../../kit/theme.js";
import { seriesScales } from "./trainingLogLayers.js";
import { logSeries, type Series } from "./trainingLogSeries.js";

const CHARTS = [
  { index: 0, field: "r1", title: "preferred r₁ (nats)" },
  { index: 1, field: "r2", title: "dispreferred r₂ (nats)" },
] as const;

const CLOCK = { step: "training step", epoch: "epoch", row: "row of the log" } as const;

/** Interval of some values with 0, and a little room. */
function spread(values: readonly number[]): Interval {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const pad = 0.06 * (high - low || 1);
  return [low < 0 ? low - pad : 0, high > 0 ? high + pad : low < 0 ? pad : 1];
}

/** Points are left out as if a chart were this large, in points: about as large as on a slide. */
const LARGEST = { width: 600, height: 200 } as const;

/** More rows than this are drawn as small dots without an outline, which would cover the next one. */
const CROWDED = 120;

/** As few points as draw both curves of a series; of a log, all its rows. */
function rowsOf({ label, kind, points }: Series, time: Interval, value: readonly Interval[]): Row[] {
  const kept =
    kind === "logged"
      ? points.map((_, i) => i)
      : [
          ...new Set(
            CHARTS.flatMap(({ index }) => {
              const [low, high] = value[index];
              return simplify(
                points.map(({ step, at }) => [
                  (step / time[1]) * LARGEST.width,
                  ((at[index] - low) / (high - low)) * LARGEST.height,
                ]),
                TOLERANCE,
              );
            }),
          ),
        ].sort((a, b) => a - b);
  return kept.map((i) => ({ series: label, step: points[i].step, r1: points[i].at[0], r2: points[i].at[1] }));
}

/** What both charts share. */
interface Frame {
  width: number;
  height: number;
  /** Room in points between a vertical axis and its title. */
  extent: number;
  time: Interval;
  /** The interval of values of each chart, and its ticks. */
  values: Interval[];
  ticks: number[][];
}

function frameOf(series: readonly Series[], style: Style): Frame {
  const { preset } = style;
  const { text } = preset;
  const values = CHARTS.map(({ index }) =>
    spread(series.flatMap(({ points }) => points.map(({ at }) => at[index]))),
  );
  const tall = (preset.height ?? Number.POSITIVE_INFINITY) - 2 * preset.title - 12 * text;
  const height = Math.round(Math.min(preset.width * 0.29, tall / 2));
  const ticks = values.map((interval) => linearTicks(interval, height * 1.2, style));
  const extent = axisExtent(ticks.flatMap(linearText), style);
  const width = Math.floor(preset.width - 4 - axisWidth(extent, style) - text);
  const end = Math.max(...series.flatMap(({ points }) => points.map(({ step }) => step)));
  return { width, height, extent, time: [0, end * 1.02], values, ticks };
}

/** The channels of one chart: without dashes for its dots, and with them for its lines. */
function channels(
  { index, field, title }: (typeof CHARTS)[number],
  clock: string,
  series: readonly Series[],
  { width, extent, time, values, ticks }: Frame,
  style: Style,
) {
  const last = index === CHARTS.length - 1;
  const entries = series.map(({ label }) => ({ start: label }));
  const legend = startLegend(entries, width, style);
  const scales = seriesScales(series);
  const dots = {
    x: {
      field: "step",
      type: "quantitative",
      scale: { domain: time, nice: false },
      axis: { ...axis(last ? clock : null, linearTicks(time, width, style)), labels: last, grid: true },
    },
    y: {
      field,
      type: "quantitative",
      scale: { domain: values[index], nice: false, zero: false },
      axis: { ...axis(title, ticks[index]), minExtent: extent, maxExtent: extent, grid: true },
    },
    color: { field: "series", type: "nominal", scale: scales.color, legend },
  };
  const strokeDash = { field: "series", type: "nominal", scale: scales.strokeDash, legend };
  return { dots, lines: { ...dots, strokeDash } };
}

/** One chart: simulated flows, logs over them, and a dot for each row of a log. */
function chartView(
  which: (typeof CHARTS)[number],
  clock: string,
  series: readonly Series[],
  frame: Frame,
  style: Style,
): View {
  const { field } = which;
  const { line, mark } = style.preset;
  const { dots, lines } = channels(which, clock, series, frame, style);
  const most = Math.max(...series.map(({ kind, points }) => (kind === "logged" ? points.length : 0)));
  const crowded = most > CROWDED;
  const drawn = { type: "line", order: false, clip: true, strokeJoin: "round" };
  return {
    width: frame.width,
    height: frame.height,
    view: { stroke: null },
    layer: [
      {
        name: `${field}-simulated`,
        data: { name: "simulated" },
        mark: { ...drawn, strokeWidth: line },
        encoding: lines,
      },
      {
        name: `${field}-logged`,
        data: { name: "logged" },
        mark: { ...drawn, strokeWidth: line * 0.6 },
        encoding: lines,
      },
      {
        name: `${field}-rows`,
        data: { name: "logged" },
        mark: {
          type: "point",
          filled: true,
          opacity: 1,
          size: (mark * (crowded ? 0.35 : 0.55)) ** 2,
          stroke: ink.paper,
          strokeWidth: crowded ? 0 : line * 0.25,
        },
        encoding: dots,
      },
    ],
  };
}

/** What the subtitle says: of one log how its time was fitted, of several the β of each. */
function subtitle(analyses: readonly LogAnalysis[]): string[] {
  if (analyses.length > 1) return analyses.map(({ log }) => `${log.name}: β = ${readable(log.beta)}`);
  const [{ log, flow }] = analyses;
  return [
    `DPO, β = ${readable(log.beta)}`,
    ...(flow ? [`Δt = ${short(flow.time.timePerStep)} per ${log.clock}`] : []),
    ...(flow?.time.marginRSquared ? [`margin over time: R² = ${short(flow.time.marginRSquared)}`] : []),
  ];
}

/** Logged and simulated log-ratios of both responses against the steps of training, one chart each. */
export function trainingLogTime(analyses: readonly LogAnalysis[], style: Style): FigureSpec {
  const series = logSeries(analyses, style);
  const frame = frameOf(series, style);
  const clock = [...new Set(analyses.map(({ log }) => CLOCK[log.clock]))].join(", ");
  const rows = (kind: Series["kind"]) =>
    series.filter((each) => each.kind === kind).flatMap((each) => rowsOf(each, frame.time, frame.values));
  const title = analyses.length === 1 ? analyses[0].log.name : `${analyses.length} training logs`;
  return finished({
    title: heading(`${title}: measured and simulated`, subtitle(analyses), style),
    description: `Log-ratios of the preferred and the dispreferred response against the ${clock}: ${series.map(({ label }) => label).join("; ")}.`,
    usermeta: provenance("training-log-time", style, { logs: analyses.map(({ log }) => log.name) }),
    config: themeConfig(style),
    datasets: { logged: rows("logged"), simulated: rows("simulated") },
    spacing: Math.round(style.preset.text * 1.2),
    resolve: { scale: { color: "shared", strokeDash: "shared" } },
    vconcat: CHARTS.map((which) => chartView(which, clock, series, frame, style)),
  });
}
