import { tickStep, ticks } from "d3-array";
import type { LogAnalysis } from "../../../log/trainingLog.js";
import { sampleField } from "../../../model/field.js";
import { axisWidth } from "../../kit/axes.js";
import { heading, provenance, readable, short } from "../../kit/captions.js";
import { type FigureSpec, finished, type View } from "../../kit/spec.js";
import { startLegend } from "../../kit/startLegend.js";
import { ink, type Style, themeConfig } from "../../kit/theme.js";
import { bandLayer, isoLineLayer, lossBands, roundLevels } from "../../plane/bands.js";
import { lineLabelLayers, lineLabels, namedIsoLines } from "../../plane/lineLabels.js";
import { type Point, toPage } from "../../plane/plane.js";
import { planeAxes, STRIDE } from "../../plane/planeFrame.js";
import { quiverLayer } from "../../plane/quiver.js";
import { dotted } from "../../plane/startLabels.js";
import { trainingLogFrame } from "./trainingLogFrame.js";
import { guideLayers, marginZero, seriesLayers } from "./trainingLogLayers.js";
import { paceLabels, paceLayer } from "./trainingLogPace.js";
import { fittedLines, logSeries, MOST_POINTS } from "./trainingLogSeries.js";

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

/**
 * Training logs in the log-ratio plane: the rows of each, over the field of the kernel fitted to the first of them, with
 * the fitted line, the simulated flow from where DPO starts, and marks at equal steps on both.
 */
export function trainingLogFigure(analyses: readonly LogAnalysis[], style: Style): FigureSpec {
  const { frame, field: owner } = trainingLogFrame(analyses, style);
  const field = owner && sampleField(owner.settings, owner.grid);
  const { plane } = frame;
  const single = analyses.length === 1;
  const series = [...logSeries(analyses, style), ...(single ? fittedLines(analyses[0], plane.v, style) : [])];
  const legend = startLegend(
    series.map(({ label }) => ({ start: label })),
    // Below a plane that is narrower than the figure there is room beside it too.
    Math.floor(style.preset.width - 4 - axisWidth(frame.extent, style) - style.preset.text),
    style,
  );
  const steps = paces(analyses);
  const labels = single
    ? paceLabels(series, steps, analyses[0].log.clock, plane, style)
    : paceLabels([], [], "", plane, style);
  const bands = field && lossBands(field, plane, roundLevels([field], LEVELS));
  const onPage = (points: readonly Point[]) => points.map((point) => toPage(plane, point));
  const names = lineLabels(
    [
      { text: "margin 0", page: onPage(marginZero(plane)) },
      ...(bands ? namedIsoLines(bands, plane).map((line) => ({ ...line, text: `loss ${line.text}` })) : []),
    ],
    labels.rows.map(({ r1, r2, dx, dy, text }) => {
      const [x, y] = toPage(plane, [Number(r1), Number(r2)]);
      const width = style.measure(String(text), style.preset.text) + 4;
      const height = style.preset.text * 1.2;
      return { x: x + Number(dx) - width / 2, y: y + Number(dy) - height / 2, width, height };
    }),
    series.flatMap(({ points }) => dotted(onPage(points.map(({ at }) => at)), 3)),
    plane,
    style,
  );
  const everywhere = () => true;
  const layers: View[] = [
    ...(field && bands
      ? [
          bandLayer(bands, plane, null),
          isoLineLayer(bands, plane, style),
          ...guideLayers(plane, style),
          quiverLayer(field, plane, STRIDE, everywhere, style),
        ]
      : guideLayers(plane, style)),
    ...lineLabelLayers(names, plane, style),
    ...seriesLayers(series, plane, legend, style),
    ...(steps.length > 0 ? [paceLayer(series, steps, plane, style)] : []),
    ...labels.layers,
  ];
  const [first, ...others] = layers;
  const axes = planeAxes(frame, style);
  const title = single ? analyses[0].log.name : `${analyses.length} training logs`;
  const about = single
    ? fitted(analyses[0])
    : owner
      ? [`arrows and loss: the kernel and β of ${owner.settings.name}`]
      : [];
  return finished({
    title: heading(`${title} in the log-ratio plane`, about, style),
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
    layer: [{ ...first, encoding: { ...(first.encoding as View), ...axes } }, ...others],
  });
}
