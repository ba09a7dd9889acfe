import { tickStep, ticks } from "d3-array";
import type { LogAnalysis } from "../../../log/trainingLog.js";
import { type Field, sampleField } from "../../../model/field.js";
import { axisWidth } from "../../kit/axes.js";
import { heading, provenance, readable, short } from "../../kit/captions.js";
import type { Box } from "../../kit/labelPlacement.js";
import type { Point } from "../../kit/point.js";
import { type FigureSpec, finished, type View } from "../../kit/spec.js";
import { startLegend } from "../../kit/startLegend.js";
import { ink, type Style, themeConfig } from "../../kit/theme.js";
import { type Bands, bandLayer, bandsOf, isoLineLayer, lossOf, roundLevels } from "../../plane/bands.js";
import { lineLabelLayers, lineLabels, namedIsoLines } from "../../plane/lineLabels.js";
import { type Plane, toPage } from "../../plane/plane.js";
import { STRIDE, withAxes } from "../../plane/planeFrame.js";
import { quiverLayer } from "../../plane/quiver.js";
import { dotted } from "../../plane/startLabels.js";
import { trainingLogFrame } from "./trainingLogFrame.js";
import { guideLayers, marginZero, seriesLayers } from "./trainingLogLayers.js";
import { paceBoxes, paceLabels, paceLayer } from "./trainingLogPace.js";
import { fittedLines, logSeries, MOST_POINTS, type Series } from "./trainingLogSeries.js";

/** About how many levels of loss the background has. */
const LEVELS = 6;

/** About how many clock readings are marked. */
const PACES = 4;

/** Clock readings to mark along one log: round numbers, and its end. Several logs would be too crowded. */
function paces(analyses: readonly LogAnalysis[]): number[] {
  if (analyses.length > 1) return [];
  const { firstStep, lastStep } = analyses[0].facts;
  const apart = tickStep(0, lastStep, PACES);
  const round = ticks(0, lastStep, PACES).filter(
    (step) => step >= firstStep && step > 0 && lastStep - step > 0.5 * apart,
  );
  return [...round, lastStep];
}

/** What was fitted, for the subtitle. */
function fitted({ log, line, kernel, flow }: LogAnalysis): string[] {
  const dpo = `DPO, β = ${readable(log.beta)}`;
  const shown = log.rows.length > MOST_POINTS ? [`${MOST_POINTS} of ${log.rows.length} rows are shown`] : [];
  if (!line || !kernel?.matrix) return [dpo, "no constant kernel fits", ...shown];
  const r2 = line.rSquared === null ? [] : [`R² = ${short(line.rSquared)}`];
  return [
    `${dpo}, kernel [${kernel.matrix.map(readable).join(", ")}]`,
    ...(kernel.rhoMin === null ? [] : [`needs ρ ≥ ${short(kernel.rhoMin)}`]),
    ...r2,
    ...(flow ? [`Δt = ${short(flow.time.timePerStep)} per ${log.clock}`] : []),
    ...shown,
  ];
}

/** One sentence on each log for those who cannot see the figure. */
function told({ log, facts, line, kernel }: LogAnalysis): string {
  const slope = line ? `, slope ${short(line.slope)} through (0, 0)` : "";
  const rho = kernel?.rhoMin ? `, least correlation ${short(kernel.rhoMin)}` : "";
  return `${log.name}: ${facts.rows} rows end at r1 = ${short(facts.preferred.last)}, r2 = ${short(facts.dispreferred.last)}${slope}${rho}.`;
}

/** Below a plane that is narrower than the figure there is room for the legend beside it too. */
function legendOf(series: readonly Series[], extent: number, style: Style): View {
  const { width, text } = style.preset;
  const entries = series.map(({ label }) => ({ start: label }));
  return startLegend(entries, Math.floor(width - 4 - axisWidth(extent, style) - text), style);
}

/** Loss and arrows of the fitted flow, with the lines that need no fit; these alone where there is none. */
function background(field: Field | null, bands: Bands | null, plane: Plane, style: Style): View[] {
  if (!field || !bands) return guideLayers(plane, style);
  const everywhere = () => true;
  return [
    bandLayer(bands, plane, null),
    isoLineLayer(bands, plane, style),
    ...guideLayers(plane, style),
    quiverLayer(field, plane, STRIDE, everywhere, style),
  ];
}

/**
 * The names of margin 0 and of the lines of equal loss, clear of the series and of the texts beside their
 * marks.
 */
function namesOnLines(
  bands: Bands | null,
  series: readonly Series[],
  beside: readonly Box[],
  plane: Plane,
  style: Style,
): View[] {
  const onPage = (points: readonly Point[]) => points.map((point) => toPage(plane, point));
  const losses = bands ? namedIsoLines(bands, plane) : [];
  const lines = [
    { text: "margin 0", page: onPage(marginZero(plane)) },
    ...losses.map((line) => ({ ...line, text: `loss ${line.text}` })),
  ];
  const dots = series.flatMap(({ points }) => dotted(onPage(points.map(({ at }) => at)), 3));
  return lineLabelLayers(lineLabels(lines, beside, dots, plane, style), plane, style);
}

/** What the subtitle says: of one log what was fitted, of several whose kernel is shown. */
function subtitle(analyses: readonly LogAnalysis[], owner: string | undefined): string[] {
  if (analyses.length === 1) return fitted(analyses[0]);
  return owner === undefined ? [] : [`arrows and loss: the kernel and β of ${owner}`];
}

/**
 * Training logs in the log-ratio plane: the rows of each, over the field of the kernel fitted to the first of
 * them, with the fitted line, the simulated flow from where DPO starts, and marks at equal steps on both.
 */
export function trainingLogFigure(analyses: readonly LogAnalysis[], style: Style): FigureSpec {
  const { frame, field: owner } = trainingLogFrame(analyses, style);
  const field = owner && sampleField(owner.settings, owner.grid);
  const { plane } = frame;
  const single = analyses.length === 1;
  const series = [...logSeries(analyses, style), ...(single ? fittedLines(analyses[0], plane.v, style) : [])];
  const steps = paces(analyses);
  const labels = single
    ? paceLabels(series, steps, analyses[0].log.clock, plane, style)
    : paceLabels([], [], "", plane, style);
  const loss = field && lossOf(field);
  const bands = loss && bandsOf(loss, plane, roundLevels([loss], LEVELS));
  const layers = [
    ...background(field, bands, plane, style),
    ...namesOnLines(bands, series, paceBoxes(labels.rows, plane, style), plane, style),
    ...seriesLayers(series, plane, legendOf(series, frame.extent, style), style),
    ...(steps.length > 0 ? [paceLayer(series, steps, plane, style)] : []),
    ...labels.layers,
  ];
  const title = single ? analyses[0].log.name : `${analyses.length} training logs`;
  return finished({
    title: heading(`${title} in the log-ratio plane`, subtitle(analyses, owner?.settings.name), style),
    description: [
      "Training logs in the plane of the two log-ratios to the reference policy, with the fitted kernel flow.",
      ...analyses.map(told),
    ].join(" "),
    usermeta: provenance("training-log", style, {
      logs: analyses.map(({ log }) => log.name),
      ...(owner ? { scenario: owner.settings } : {}),
    }),
    config: themeConfig(style),
    datasets: { "pace-labels": labels.rows },
    width: plane.width,
    height: plane.height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: withAxes(layers, frame, style),
  });
}
