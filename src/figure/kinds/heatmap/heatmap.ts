import { metricOf } from "../../../measure/registry.js";
import type { Outcome } from "../../../run/statuses/status.js";
import { describedPlan, SWEEP_METRICS, type SweepMetric, type SweepSettings } from "../../../sweep/plan.js";
import { layoutOf } from "../../../sweep/starts.js";
import { cellEndings, FAILURES, STATUSES } from "../../../sweep/statuses/registry.js";
import type { FigureSubjects } from "../../kind.js";
import { computed, heading, panelCaption, provenance, readable } from "../../kit/captions.js";
import { type FigureSpec, finished, type Row, type View } from "../../kit/spec.js";
import { ink, LANDSCAPE, type Style, themeConfig } from "../../kit/theme.js";
import { bandScale } from "../../plane/bands.js";
import { pointRow, positions } from "../../plane/marks.js";
import { bandLegendWidth, type PlaneFrame, planeFrame, withAxes } from "../../plane/planeFrame.js";
import { wallLayers } from "../../plane/walls.js";
import { type DrawnMetric, drawnMetric, titleOf } from "./drawnMetric.js";
import { legendTitle, numberedLegend, valueLayers } from "./heatmapBands.js";
import { failedLayers, statusChannel, statusLayers } from "./heatmapStatus.js";

/** More marks than this, of single starts or failed cells, are not told apart; the first ones are drawn. */
const MOST_MARKS = 4000;

/** The target of the scenario that a metric depends on. */
function targetOf(metric: SweepMetric, { targets }: SweepSettings): string[] {
  const target = metric === "status" ? undefined : metricOf(metric).target;
  return target ? [`target ${target.symbol} = ${readable(targets[target.name])}`] : [];
}

/** One dot for each start, grey where there is no value. */
function sampleLayers(
  { metric, values, at, levels, present, title }: DrawnMetric,
  frame: PlaneFrame,
  style: Style,
): View[] {
  const { plane } = frame;
  const row = (value: number): Row => {
    if (!levels) return { status: STATUSES[value] };
    if (Number.isNaN(value)) return { [metric]: null };
    return { [metric]: value, band: levels.values.filter((level) => value >= level).length };
  };
  const rows = Array.from(
    values.subarray(0, MOST_MARKS),
    (value, k): Row => ({ ...row(value), ...pointRow(plane, at(k)) }),
  );
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
  const encoding = positions(plane);
  const [valued, missing] = [rows.filter((r) => r[metric] !== null), rows.filter((r) => r[metric] === null)];
  return [
    { name: "missing", data: { values: missing }, mark: { ...mark, fill: ink.grid }, encoding },
    { name: "starts", data: { values: valued }, mark, encoding: { ...encoding, fill } },
  ];
}

function layersOf(swept: DrawnMetric, frame: PlaneFrame, style: Style): View[] {
  const { drawn, shown: shape, cells, present, levels, inside } = swept;
  if (!cells) return sampleLayers(swept, frame, style);
  const grid = { shape, plane: frame.plane, inside };
  if (!levels) return statusLayers(drawn, grid, present, frame, style);
  return valueLayers(drawn, grid, levels, frame, swept, style);
}

/** What is to be said about cells without a value. */
function gaps(
  { values, codes, levels, at, inside }: DrawnMetric,
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

/**
 * Room in points that the scale takes beside the plane: the same for all metrics, so that their planes are as
 * large.
 */
function legendWidth(style: Style): number {
  const { measure, preset } = style;
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => measure(text, preset.text)));
  const titles = SWEEP_METRICS.flatMap((metric) => legendTitle(titleOf(metric), style));
  const labels = widest(STATUSES) + preset.text * 2;
  return Math.max(bandLegendWidth(style), labels, widest(titles)) + preset.text * 2.2;
}

/**
 * One metric of a sweep over its plane: bands of equal value with their lines, or a colour for each status,
 * or a dot for each start where starts do not fill the plane. Where there is no value the plane is grey,
 * where a cell failed there is a cross.
 *
 * @returns a self-contained Vega-Lite specification
 * @throws UsageError where the metric was not swept, or only a part of the rows was
 */
export function heatmap({ sweep, metric }: FigureSubjects["sweep"], style: Style): FigureSpec {
  const { plan } = sweep;
  const { starts } = plan;
  const settings = { ...plan.settings, figure: { plane: starts.plane }, starts: {}, sample: { points: 2 } };
  const swept = drawnMetric(sweep, metric);
  const frame = planeFrame({ settings, runs: [] }, style, legendWidth(style), starts.box);
  const { plane } = frame;
  const { failed, notes } = gaps(swept, settings.horizon);
  const { title } = swept;
  const size = layoutOf(starts).words.caption;
  const drawn = !swept.cells && swept.values.length > MOST_MARKS ? [`the first ${MOST_MARKS} drawn`] : [];
  const layers = [
    ...layersOf(swept, frame, style),
    ...wallLayers(settings.domain, plane, style),
    ...failedLayers(failed.slice(0, MOST_MARKS).map(swept.at), plane, style),
  ];
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
    layer: withAxes(layers, frame, style),
  });
}
