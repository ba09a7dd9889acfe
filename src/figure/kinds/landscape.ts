import { sampleField } from "../../model/field.js";
import type { PanelResult } from "../../simulate/run.js";
import { computed, heading, provenance } from "../kit/captions.js";
import { type FigureSpec, finished } from "../kit/spec.js";
import { ink, LANDSCAPE, type Style, themeConfig } from "../kit/theme.js";
import { bandLayer, bandsOf, isoLineLayer, lossOf, roundLevels } from "../plane/bands.js";
import { lineLabelLayers, lineLabels, namedIsoLines } from "../plane/lineLabels.js";
import {
  bandLegend,
  bandLegendWidth,
  LOSS_TITLE,
  planeFrame,
  planeGrid,
  withAxes,
} from "../plane/planeFrame.js";
import { wallLayers } from "../plane/walls.js";

/** About how many lines of equal loss. */
const LEVELS = 10;

/**
 * The loss over the plane, as bands and lines of equal loss with their values.
 *
 * @param settings of a scenario or a panel; its starts decide how much of the plane is shown
 * @see arXiv:2404.04626, Figure 1(a)
 */
export function landscape(settings: PanelResult["settings"], style: Style): FigureSpec {
  const panel = { settings, runs: [] };
  const loss = lossOf(sampleField(settings, planeGrid(panel, style)));
  const frame = planeFrame(panel, style, bandLegendWidth(style));
  const { plane } = frame;
  const bands = bandsOf(loss, plane, roundLevels([loss], LEVELS));
  const legend = bandLegend(frame, bands.levels, LOSS_TITLE, style);
  const layers = [
    bandLayer(bands, plane, legend, { ramp: LANDSCAPE }),
    isoLineLayer(bands, plane, style),
    ...wallLayers(settings.domain, plane, style),
    ...lineLabelLayers(lineLabels(namedIsoLines(bands, plane), [], [], plane, style), plane, style),
  ];
  return finished({
    title: heading("Loss landscape", computed(settings), style),
    description: `Loss over the plane of the two responses, with lines of equal loss: ${computed(settings).join(", ")}.`,
    usermeta: provenance("landscape", style, { scenario: settings }),
    config: themeConfig(style),
    width: plane.width,
    height: plane.height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: withAxes(layers, frame, style),
  });
}
