import { domains } from "../../../model/domains/registry.js";
import { ratio } from "../../../model/planes/ratio.js";
import type { Sample } from "../../../run/sample.js";
import type { PanelResult, Run } from "../../../simulate/run.js";
import type { KindOptions } from "../../kind.js";
import { type Interval, linearTicks, logTicks } from "../../kit/axes.js";
import { simplify, TOLERANCE } from "../../kit/simplify.js";
import type { Row } from "../../kit/spec.js";
import type { Style } from "../../kit/theme.js";

/**
 * What time series can be asked for. Logarithmic time begins at a thousandth of the shortest run; logarithmic x1 and
 * x2 reach down to a thousandth of the smallest start, and what is below is drawn at the lower edge.
 */
export interface TimeSeriesOptions extends Pick<KindOptions, "logTime" | "logState" | "margin"> {
  /** Whether the starts are named below; default: true. */
  legend?: boolean;
  /** Height of each chart in points; default: as suits the width. */
  height?: number;
  /** Time up to which the charts reach; default: the end of the longest run. */
  end?: number;
}

type Quantity = "x1" | "x2" | "loss" | "margin";

/** One of the charts above each other: what it shows, and its vertical axis. */
export interface Chart {
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

/** The end of the longest of some runs, for an axis of time. */
export const longestTime = (runs: readonly Run[]): number =>
  top(
    runs.map(({ t }) => t),
    1,
  );

/** The horizontal axis that all charts share. */
export function timeAxis(
  runs: readonly Run[],
  width: number,
  { logTime: log = false, end = longestTime(runs) }: TimeSeriesOptions,
  style: Style,
) {
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

/** The margin of a run that ends in an extinction is shown this far: from there on it grows without end. */
const MARGIN_RISE = 8;

/** The finite margins of the runs, as far as they are shown. */
function shownMargins(runs: readonly Run[]): number[] {
  const all = runs.flatMap(({ curve, extinct }) => {
    const [{ margin: first }] = curve;
    const rise = extinct ? MARGIN_RISE : Number.POSITIVE_INFINITY;
    return curve.map(({ margin }) => Math.min(first + rise, Math.max(first - rise, margin)));
  });
  return all.filter(Number.isFinite);
}

/** What a figure shows against time, from top to bottom. */
export function charts(
  { runs, settings }: PanelResult,
  height: number,
  { logState = false, margin = false }: TimeSeriesOptions,
  style: Style,
): Chart[] {
  const samples = runs.flatMap(({ curve }) => curve);
  const [w, l] = ratio.symbols(settings.reference, domains[settings.domain].reach);
  const titles: Record<Quantity, string> = {
    x1: w.replace(/ = .*/, ""),
    x2: l.replace(/ = .*/, ""),
    loss: "loss L",
    margin: "margin m",
  };
  const fields: Quantity[] = ["x1", "x2", "loss", ...(margin ? (["margin"] as const) : [])];
  return fields.map((field) => {
    const log = logState && (field === "x1" || field === "x2");
    const values = field === "margin" ? shownMargins(runs) : samples.map((sample) => sample[field]);
    const high = top(values, 1);
    const lowest = values.reduce((a, b) => (Number.isFinite(b) && b < a ? b : a), 0);
    const domain: Interval = log
      ? [powerBelow(lowestShown(runs, field)), high * 1.5]
      : [Math.min(0, lowest * 1.08), high * 1.08];
    const ticks = (log ? logTicks : linearTicks)(domain, height * 1.4, style);
    return { field, title: titles[field], log, domain, ticks };
  });
}

/** A value within an interval; the margin of two extinct responses is undefined, and drawn at the edge. */
const clamp = (value: number, [low, high]: Interval) =>
  Number.isNaN(value) ? low : Math.min(high, Math.max(low, value));

/** Where a value lies along an axis, from 0 to 1. */
const share = (value: number, domain: Interval, log: boolean) =>
  log
    ? Math.log(value / domain[0]) / Math.log(domain[1] / domain[0])
    : (value - domain[0]) / (domain[1] - domain[0]);

/** A run's samples within the axes, as few as draw its curves. */
export function rowsOf(
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
        TOLERANCE,
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
