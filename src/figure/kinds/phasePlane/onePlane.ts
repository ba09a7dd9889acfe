import { sampleField } from "../../../model/field.js";
import type { PanelResult } from "../../../simulate/run.js";
import { computed, heading, outcome, panelTitle, provenance, readable } from "../../kit/captions.js";
import { type FigureSpec, finished } from "../../kit/spec.js";
import { ink, type Style, themeConfig } from "../../kit/theme.js";
import { lossOf, roundLevels } from "../../plane/bands.js";
import {
  bandLegend,
  LOSS_TITLE,
  levelCount,
  markLegend,
  markLegendWidth,
  planeFrame,
  planeGrid,
} from "../../plane/planeFrame.js";
import { planeLayers } from "../../plane/planeLayers.js";
import { tickInterval } from "../../plane/timeTicks.js";

/**
 * The phase plane of one panel: pale bands of loss, arrows of the flow, the trajectories with their starts,
 * ends and labels, and the walls.
 *
 * @param panel runs and settings of one panel
 * @returns     a self-contained Vega-Lite specification
 */
export function onePlane(panel: PanelResult, style: Style): FigureSpec {
  const { settings, runs } = panel;
  const field = sampleField(settings, planeGrid(panel, style));
  const frame = planeFrame(panel, style, markLegendWidth(style));
  const loss = lossOf(field);
  const levels = roundLevels([loss], levelCount(frame));
  const interval = style.preset.details.includes("time-ticks") ? tickInterval(runs) : 0;
  const { layers, datasets } = planeLayers(
    {
      panel,
      field,
      background: loss,
      frame,
      levels,
      interval,
      bandLegend: bandLegend(frame, levels, LOSS_TITLE, style),
      markLegend: markLegend(frame, style),
      suffix: "",
    },
    style,
  );
  const about = computed(settings);
  return finished({
    title: heading(
      panelTitle(panel),
      interval > 0 ? [...about, `ticks every Δt = ${readable(interval)}`] : about,
      style,
    ),
    description: [
      `Phase plane of preference optimisation: ${about.join(", ")}.`,
      "Background: loss; arrows: the flow; circles: starts; squares: ends.",
      ...runs.map(outcome),
    ].join(" "),
    usermeta: provenance("phase-plane", style, { panel: panel.panel, scenario: settings }),
    config: themeConfig(style),
    datasets,
    width: frame.plane.width,
    height: frame.plane.height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: layers,
  });
}
