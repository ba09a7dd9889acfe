import type { PanelResult, Run, Sample } from "../analysis/run.js";
import {
  axis,
  axisExtent,
  axisWidth,
  type Interval,
  linearText,
  linearTicks,
  logAxis,
  logText,
  logTicks,
} from "./axes.js";
import { computed, heading, outcome, panelTitle, provenance } from "./captions.js";
import { symbols } from "./plane.js";
import { simplify } from "./simplify.js";
import { type FigureSpec, finished, type Row, type View } from "./spec.js";
import { startLegend } from "./startLegend.js";
import { ink, type Style, themeConfig } from "./theme.js";
import { startScales } from "./trajectories.js";

/** Which axes are logarithmic. */
export interface TimeSeriesOptions {
  /** Time, from a thousandth of the shortest run. */
  logTime?: boolean;
  /** x1 and x2, down to a thousandth of the smallest start; what is below is drawn at the lower edge. */
  logState?: boolean;
}

type Quantity = "x1" | "x2" | "loss";

interface Chart {
  field: Quantity;
  title: string;
  log: boolean;
  domain: Interval;
  ticks: number[];
}

const powerBelow = (value: number) => 10 ** Math.floor(Math.log10(value) + 1e-9);

/** Largest finite value, or a fallback where there is none above zero. */
const top = (values: readonly number[], fallback: number) => {
  const highest = values.reduce((a, b) => (Number.isFinite(b) && b > a ? b : a), 0);
  return highest > 0 ? highest : fallback;
};

function timeAxis(runs: readonly Run[], width: number, log: boolean, style: Style) {
  const end = top(
    runs.map(({ t }) => t),
    1,
  );
  if (!log) {
    const domain: Interval = [0, end * 1.02];
    return { domain, ticks: linearTicks(domain, width, style) };
  }
  const shortest = runs.reduce((a, { t }) => (t > 0 && t < a ? t : a), end);
  const domain: Interval = [powerBelow(shortest * 1e-3), end * 1.15];
  return { domain, ticks: logTicks(domain, width, style) };
}

/** x1 or x2 down to its smallest value or a thousandth of its smallest start: an extinct response is at 0. */
function lowestShown(runs: readonly Run[], field: "x1" | "x2"): number {
  const smallest = Math.min(...runs.map(({ x0 }) => x0[field === "x1" ? 0 : 1]));
  const reached = Math.min(...runs.flatMap(({ curve }) => curve.map((sample) => sample[field])));
  return Math.max(smallest * 1e-3, reached);
}

function charts({ runs, settings }: PanelResult, height: number, logState: boolean, style: Style): Chart[] {
  const samples = runs.flatMap(({ curve }) => curve);
  const [w, l] = symbols("ratio", settings.reference, settings.domain);
  const titles: Record<Quantity, string> = {
    x1: w.replace(/ = .*/, ""),
    x2: l.replace(/ = .*/, ""),
    loss: "loss L",
  };
  return (["x1", "x2", "loss"] as const).map((field) => {
    const log = logState && field !== "loss";
    const values = samples.map((sample) => sample[field]);
    const high = top(values, 1);
    const lowest = values.reduce((a, b) => (Number.isFinite(b) && b < a ? b : a), 0);
    const domain: Interval = log
      ? [powerBelow(lowestShown(runs, field)), high * 1.5]
      : [Math.min(0, lowest * 1.08), high * 1.08];
    const ticks = (log ? logTicks : linearTicks)(domain, height * 1.4, style);
    return { field, title: titles[field], log, domain, ticks };
  });
}

const clamp = (value: number, [low, high]: Interval) => Math.min(high, Math.max(low, value));

/** Where a value lies along an axis, from 0 to 1. */
const share = (value: number, domain: Interval, log: boolean) =>
  log
    ? Math.log(value / domain[0]) / Math.log(domain[1] / domain[0])
    : (value - domain[0]) / (domain[1] - domain[0]);

/** A run's samples within the axes, as few as draw its three curves. */
function rowsOf(
  run: Run,
  time: Interval,
  log: boolean,
  all: readonly Chart[],
  width: number,
  height: number,
): Row[] {
  const visible = run.curve.filter(({ t }) => !log || t >= time[0]);
  const before = log ? run.curve.findLast(({ t }) => t < time[0]) : undefined;
  const samples: Sample[] = before ? [{ ...before, t: time[0] }, ...visible] : visible;
  const points = samples.map((sample) => ({
    t: clamp(sample.t, time),
    values: all.map(({ field, domain }) => clamp(sample[field], domain)),
  }));
  const kept = new Set(
    all.flatMap(({ domain, log: logState }, k) =>
      simplify(
        points.map(({ t, values }) => [
          share(t, time, log) * width,
          share(values[k], domain, logState) * height,
        ]),
        0.05,
      ),
    ),
  );
  return [...kept]
    .sort((a, b) => a - b)
    .map((i) => ({
      start: run.start,
      t: points[i].t,
      ...Object.fromEntries(all.map(({ field }, k) => [field, points[i].values[k]])),
    }));
}

/**
 * x1, x2 and the loss of every run of a panel against time, in three charts above each other.
 *
 * Values beyond a logarithmic axis, such as x2 = 0 at extinction, are drawn at its edge.
 */
export function timeSeries(panel: PanelResult, style: Style, options: TimeSeriesOptions = {}): FigureSpec {
  const { settings, runs } = panel;
  const { preset } = style;
  const { logTime = false, logState = false } = options;
  const tall = (preset.height ?? Number.POSITIVE_INFINITY) - 2 * preset.title - 12 * preset.text;
  const height = Math.round(Math.min(preset.width * 0.22, tall / 3));
  const drawn = charts(panel, height, logState, style);
  const extent = axisExtent(
    drawn.flatMap(({ log, ticks }) => (log ? logText : linearText)(ticks)),
    style,
  );
  const width = Math.floor(preset.width - 4 - axisWidth(extent, style) - preset.text);
  const time = timeAxis(runs, width, logTime, style);
  const scales = startScales(
    runs.map(({ start }) => start),
    style,
  );
  const rows = runs.map((run) => rowsOf(run, time.domain, logTime, drawn, width, height));
  const ends: Row[] = rows.flatMap((samples) =>
    samples.length === 0
      ? []
      : [
          { ...samples[samples.length - 1], mark: "end" },
          { ...samples[0], mark: "start" },
        ],
  );
  const legend = startLegend(runs, width, style);
  const chart = ({ field, title, log, domain, ticks }: Chart, i: number): View => {
    const last = i === drawn.length - 1;
    const x = {
      field: "t",
      type: "quantitative",
      scale: { type: logTime ? "log" : "linear", domain: time.domain, nice: false },
      axis: {
        ...(logTime ? logAxis : axis)(last ? "gradient-flow time t" : null, time.ticks),
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
    return {
      width,
      height,
      view: { stroke: null },
      layer: [
        {
          name: `${field}-lines`,
          data: { name: "samples" },
          mark: { type: "line", order: false, clip: true, strokeWidth: preset.line, strokeJoin: "round" },
          encoding: {
            x,
            y,
            color,
            strokeDash: { field: "start", type: "nominal", scale: scales.strokeDash, legend },
          },
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
          encoding: {
            x,
            y,
            shape: {
              field: "mark",
              type: "nominal",
              scale: { domain: ["start", "end"], range: ["circle", "square"] },
              legend: null,
            },
            color: { field: "start", type: "nominal", scale: scales.color, legend },
          },
        },
      ],
    };
  };
  return finished({
    title: heading(panelTitle(panel), computed(settings), style),
    description: [
      `Preferred and dispreferred response and loss against time: ${computed(settings).join(", ")}.`,
      "Circles: starts; squares: ends.",
      ...runs.map(outcome),
    ].join(" "),
    usermeta: provenance("time-series", style, {
      ...(logTime || logState ? { options: { logTime, logState } } : {}),
      panel: panel.panel,
      scenario: settings,
    }),
    config: themeConfig(style),
    datasets: { samples: rows.flat(), ends },
    spacing: Math.round(preset.text * 1.2),
    resolve: { scale: { color: "shared", strokeDash: "shared", shape: "shared" } },
    vconcat: drawn.map(chart),
  });
}
