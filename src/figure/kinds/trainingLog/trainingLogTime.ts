import type { LogAnalysis } from "../../../log/trainingLog.js";
import { axis, axisExtent, axisWidth, type Interval, linearText, linearTicks } from "../../kit/axes.js";
import { heading, provenance, readable, short } from "../../kit/captions.js";
import { simplify } from "../../kit/simplify.js";
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

/** As few points as draw both curves of a series. */
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
                  (step / time[1]) * 600,
                  ((at[index] - low) / (high - low)) * 200,
                ]),
                0.05,
              );
            }),
          ),
        ].sort((a, b) => a - b);
  return kept.map((i) => ({ series: label, step: points[i].step, r1: points[i].at[0], r2: points[i].at[1] }));
}

/** Logged and simulated log-ratios of both responses against the steps of training, one chart each. */
export function trainingLogTime(analyses: readonly LogAnalysis[], style: Style): FigureSpec {
  const { preset } = style;
  const { text, line, mark } = preset;
  const series = logSeries(analyses, style);
  const values = CHARTS.map(({ index }) =>
    spread(series.flatMap(({ points }) => points.map(({ at }) => at[index]))),
  );
  const tall = (preset.height ?? Number.POSITIVE_INFINITY) - 2 * preset.title - 12 * text;
  const height = Math.round(Math.min(preset.width * 0.29, tall / 2));
  const tickValues = values.map((interval) => linearTicks(interval, height * 1.2, style));
  const extent = axisExtent(tickValues.flatMap(linearText), style);
  const width = Math.floor(preset.width - 4 - axisWidth(extent, style) - text);
  const end = Math.max(...series.flatMap(({ points }) => points.map(({ step }) => step)));
  const time: Interval = [0, end * 1.02];
  const legend = startLegend(
    series.map(({ label }) => ({ start: label })),
    width,
    style,
  );
  const scales = seriesScales(series);
  const clocks = [...new Set(analyses.map(({ log }) => CLOCK[log.clock]))];
  const crowded =
    Math.max(...series.map(({ kind, points }) => (kind === "logged" ? points.length : 0))) > 120;
  const chart = ({ index, field, title }: (typeof CHARTS)[number]): View => {
    const last = index === CHARTS.length - 1;
    const encoding = {
      x: {
        field: "step",
        type: "quantitative",
        scale: { domain: time, nice: false },
        axis: {
          ...axis(last ? clocks.join(", ") : null, linearTicks(time, width, style)),
          labels: last,
          grid: true,
        },
      },
      y: {
        field,
        type: "quantitative",
        scale: { domain: values[index], nice: false, zero: false },
        axis: { ...axis(title, tickValues[index]), minExtent: extent, maxExtent: extent, grid: true },
      },
      color: { field: "series", type: "nominal", scale: scales.color, legend },
    };
    const dashed = {
      ...encoding,
      strokeDash: { field: "series", type: "nominal", scale: scales.strokeDash, legend },
    };
    const drawn = { type: "line", order: false, clip: true, strokeJoin: "round" };
    return {
      width,
      height,
      view: { stroke: null },
      layer: [
        {
          name: `${field}-simulated`,
          data: { name: "simulated" },
          mark: { ...drawn, strokeWidth: line },
          encoding: dashed,
        },
        {
          name: `${field}-logged`,
          data: { name: "logged" },
          mark: { ...drawn, strokeWidth: line * 0.6 },
          encoding: dashed,
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
          encoding,
        },
      ],
    };
  };
  const rows = (kind: Series["kind"]) =>
    series.filter((each) => each.kind === kind).flatMap((each) => rowsOf(each, time, values));
  const single = analyses.length === 1;
  const about = single
    ? [
        `DPO, β = ${readable(analyses[0].log.beta)}`,
        ...analyses.flatMap(({ flow, log }) =>
          flow ? [`Δt = ${short(flow.time.timePerStep)} per ${log.clock}`] : [],
        ),
        ...analyses.flatMap(({ flow }) =>
          flow?.time.marginRSquared ? [`margin over time: R² = ${short(flow.time.marginRSquared)}`] : [],
        ),
      ]
    : analyses.map(({ log }) => `${log.name}: β = ${readable(log.beta)}`);
  const title = single ? analyses[0].log.name : `${analyses.length} training logs`;
  return finished({
    title: heading(`${title}: measured and simulated`, about, style),
    description: `Log-ratios of the preferred and the dispreferred response against the ${clocks.join(", ")}: ${series.map(({ label }) => label).join("; ")}.`,
    usermeta: provenance("training-log-time", style, { logs: analyses.map(({ log }) => log.name) }),
    config: themeConfig(style),
    datasets: { logged: rows("logged"), simulated: rows("simulated") },
    spacing: Math.round(text * 1.2),
    resolve: { scale: { color: "shared", strokeDash: "shared" } },
    vconcat: CHARTS.map(chart),
  });
}
