import { metricOf } from "../../../measure/registry.js";
import { insideDomain } from "../../../model/domain.js";
import type { Outcome } from "../../../run/statuses/status.js";
import { describedPlan, SWEEP_METRICS, type SweepMetric, type SweepSettings } from "../../../sweep/plan.js";
import type { SweepResult } from "../../../sweep/results.js";
import { layoutOf } from "../../../sweep/starts.js";
import { type CellStatus, cellEndings, FAILURES, STATUSES } from "../../../sweep/statuses/registry.js";
import type { FigureSubjects } from "../../kind.js";
import { computed, heading, panelCaption, provenance, readable } from "../../kit/captions.js";
import { type FigureSpec, finished, type Row, type View } from "../../kit/spec.js";
import { ink, LANDSCAPE, type Style, themeConfig } from "../../kit/theme.js";
import { bandScale } from "../../plane/bands.js";
import { fromPlane, type Plane, type Point } from "../../plane/plane.js";
import { lossLegendWidth, type PlaneFrame, planeAxes, planeFrame } from "../../plane/planeFrame.js";
import { wallLayers } from "../../plane/walls.js";
import { legendTitle, numberedLegend, valueLayers } from "./heatmapBands.js";
import { type Levels, levelsOf } from "./heatmapLevels.js";
import { failedLayers, statusChannel, statusLayers } from "./heatmapStatus.js";

/** More marks than this, of single starts or failed cells, are not told apart; the first ones are drawn. */
const MOST_MARKS = 4000;

/** A grid with more cells than this on a side is drawn from as many of them, evenly taken: more cannot be seen. */
const MOST_CELLS = 400;

const titleOf = (metric: SweepMetric): string =>
  metric === "status" ? "status" : metricOf(metric).labels.figure;

/** The target of the scenario that a metric depends on. */
function targetOf(metric: SweepMetric, { targets }: SweepSettings): string[] {
  const target = metric === "status" ? undefined : metricOf(metric).target;
  return target ? [`target ${target.symbol} = ${readable(targets[target.name])}`] : [];
}

/** One metric of a sweep, with what is needed to draw it. */
interface Subject {
  metric: SweepMetric;
  values: Float64Array;
  /** Whether starts are drawn as cells that fill the plane, or as a dot each. */
  cells: boolean;
  /** Of the values that are drawn on a grid, and their shape [ny, nx]. */
  drawn: Float64Array;
  shown: readonly number[];
  /** The status of each cell, as a number. */
  codes: Float64Array;
  /** Statuses that occur. */
  present: CellStatus[];
  /** Plane coordinates of the k-th cell. */
  at(k: number): Point;
  /** Whether a point in plane coordinates lies within the walls. */
  inside(point: Point): boolean;
  title: string;
  /** Undefined for the status. */
  levels: Levels | undefined;
}

/** Evenly taken cells of a large grid, each the nearest to the centre of a cell of the coarser one. */
function thinned(values: Float64Array, [ny, nx]: readonly number[], [few, narrow]: readonly number[]) {
  if (few === ny && narrow === nx) return values;
  const nearest = (i: number, less: number, many: number) => Math.floor(((i + 0.5) * many) / less);
  return Float64Array.from({ length: few * narrow }, (_, k) => {
    const row = nearest(Math.floor(k / narrow), few, ny);
    return values[row * nx + nearest(k % narrow, narrow, nx)];
  });
}

function subjectOf({ plan: { starts, settings }, arrays }: SweepResult, metric: SweepMetric): Subject {
  const [values, codes] = [arrays[metric] ?? new Float64Array(), arrays.status ?? new Float64Array()];
  const { shape: size, columns, cells, coordinates } = layoutOf(starts);
  const out = new Float64Array(2);
  const inside = insideDomain(settings.domain, settings.reference);
  const shown = size.map((n) => Math.min(n, MOST_CELLS));
  const drawn = cells ? thinned(values, size, shown) : values;
  return {
    metric,
    values,
    cells,
    drawn,
    shown,
    codes,
    present: STATUSES.filter((_, code) => codes.includes(code)),
    at(k) {
      coordinates(Math.floor(k / columns), k % columns, out);
      return [out[0], out[1]];
    },
    inside: (point) =>
      inside(...fromPlane({ name: starts.plane, reference: settings.reference }, point[0], point[1])),
    title: titleOf(metric),
    levels: metric === "status" ? undefined : levelsOf(drawn),
  };
}

/** One dot for each start, grey where there is no value. */
function sampleLayers(
  { metric, values, at, levels, present, title }: Subject,
  frame: PlaneFrame,
  style: Style,
): View[] {
  const { plane } = frame;
  const [fu, fv] = plane.fields;
  const row = (value: number): Row => {
    if (!levels) return { status: STATUSES[value] };
    if (Number.isNaN(value)) return { [metric]: null };
    return { [metric]: value, band: levels.values.filter((level) => value >= level).length };
  };
  const rows = Array.from(values.subarray(0, MOST_MARKS), (value, k): Row => {
    const [u, v] = at(k);
    return { ...row(value), [fu]: u, [fv]: v };
  });
  const numbers = levels?.values.map((_, i) => i + 1) ?? [];
  const fill = levels
    ? {
        field: "band",
        type: "quantitative",
        scale: bandScale(numbers, LANDSCAPE),
        legend: numbers.length > 0 ? numberedLegend(frame, levels, title, style) : null,
      }
    : statusChannel(present, frame, style);
  const diameter = Math.max(1.5, Math.min(style.preset.mark, plane.width / Math.sqrt(rows.length) / 1.6));
  const mark = {
    type: "circle",
    opacity: 1,
    size: diameter ** 2,
    stroke: ink.axis,
    strokeWidth: 0.3,
    clip: true,
  };
  const encoding = { x: { field: fu, type: "quantitative" }, y: { field: fv, type: "quantitative" } };
  const [valued, missing] = [rows.filter((r) => r[metric] !== null), rows.filter((r) => r[metric] === null)];
  return [
    { name: "missing", data: { values: missing }, mark: { ...mark, fill: ink.grid }, encoding },
    { name: "starts", data: { values: valued }, mark, encoding: { ...encoding, fill } },
  ];
}

function layersOf(subject: Subject, frame: PlaneFrame, style: Style): View[] {
  const { drawn, shown: shape, cells, present, levels, inside } = subject;
  if (!cells) return sampleLayers(subject, frame, style);
  const grid = { shape, plane: frame.plane, inside };
  if (!levels) return statusLayers(drawn, grid, present, frame, style);
  return valueLayers(drawn, grid, levels, frame, subject, style);
}

/** What is to be said about cells without a value. */
function gaps(
  { values, codes, levels, at, inside }: Subject,
  horizon: number,
): { failed: number[]; notes: string[] } {
  const failed: number[] = [];
  const without = new Set<Outcome>();
  for (let k = 0; k < codes.length; k++) {
    const status = STATUSES[codes[k]];
    if (FAILURES.has(status)) failed.push(k);
    else if (Number.isNaN(values[k]) && inside(at(k))) without.add(cellEndings[status].outcome);
  }
  const constant = levels?.values.length === 0 ? values.find(Number.isFinite) : undefined;
  const where = without.size > 0 || failed.length > 0 ? "where there is a value" : "everywhere";
  const reasons = [
    ...(without.has("cut") ? [`not reached by t = ${readable(horizon)}`] : []),
    ...(without.has("none") ? ["outside the loss's domain"] : []),
    ...(without.has("over") ? ["never reached"] : []),
  ];
  return {
    failed,
    notes: [
      ...(constant === undefined ? [] : [`about ${readable(constant)} ${where}`]),
      ...(reasons.length > 0 ? [`grey: ${reasons.join(" or ")}`] : []),
      ...(failed.length > 0 ? [`×: ${failed.length} failed`] : []),
    ],
  };
}

/** Room in points that the scale takes beside the plane: the same for all metrics, so that their planes are as large. */
function legendWidth(style: Style): number {
  const { measure, preset } = style;
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => measure(text, preset.text)));
  const titles = SWEEP_METRICS.flatMap((metric) => legendTitle(titleOf(metric), style));
  const labels = widest(STATUSES) + preset.text * 2;
  return Math.max(lossLegendWidth(style), labels, widest(titles)) + preset.text * 2.2;
}

/**
 * One metric of a sweep over its plane: bands of equal value with their lines, or a colour for each status, or a
 * dot for each start where starts do not fill the plane. Where there is no value the plane is grey, where a cell
 * failed there is a cross.
 *
 * @returns a self-contained Vega-Lite specification
 */
export function heatmap({ sweep, metric }: FigureSubjects["sweep"], style: Style): FigureSpec {
  const { plan } = sweep;
  const { starts } = plan;
  const settings = { ...plan.settings, figure: { plane: starts.plane }, starts: {}, sample: { points: 2 } };
  const subject = subjectOf(sweep, metric);
  const frame = planeFrame({ settings, runs: [] }, style, legendWidth(style), starts.box);
  const plane: Plane = frame.plane;
  const { failed, notes } = gaps(subject, settings.horizon);
  const { title } = subject;
  const size = layoutOf(starts).words.caption;
  const drawn = !subject.cells && subject.values.length > MOST_MARKS ? [`the first ${MOST_MARKS} drawn`] : [];
  const [first, ...rest] = layersOf(subject, frame, style);
  const { x, y } = planeAxes(frame, style);
  return finished({
    title: heading(
      `${title[0].toUpperCase()}${title.slice(1)} by start${plan.panel === "base" ? "" : ` (${panelCaption(plan)})`}`,
      [...computed(settings), ...targetOf(metric, settings), size, ...drawn, ...notes],
      style,
    ),
    description: `${title} of one trajectory per start over the plane of the two responses, ${size}: ${computed(settings).join(", ")}.`,
    usermeta: provenance("heatmap", style, { metric, sweep: describedPlan(plan) }),
    config: themeConfig(style),
    width: plane.width,
    height: plane.height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: [
      { ...first, encoding: { ...(first.encoding as View), x, y } },
      ...rest,
      ...wallLayers(settings.domain, plane, style),
      ...failedLayers(failed.slice(0, MOST_MARKS).map(subject.at), plane, style),
    ],
  });
}
