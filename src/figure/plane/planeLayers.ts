import type { Field } from "../../model/field.js";
import type { PanelResult } from "../../simulate/run.js";
import type { Row, View } from "../kit/spec.js";
import type { Style } from "../kit/theme.js";
import type { GridValues } from "./bands.js";
import { foreground } from "./foreground.js";
import { ground } from "./ground.js";
import type { PlaneFrame } from "./planeFrame.js";

/** What the layers of one plane are made from. */
export interface PlaneContent {
  panel: PanelResult;
  /** The flow on the grid of the frame. */
  field: Field;
  frame: PlaneFrame;
  /** What the bands show, on the same grid. */
  background: GridValues;
  /** Values that part the bands. */
  levels: readonly number[];
  /** Time between two ticks; 0 for none. */
  interval: number;
  bandLegend: View;
  markLegend: View;
  /** Distinguishes the layers and data sets of several planes in one figure. */
  suffix: string;
}

/** The layers of a phase plane on paper from back to front, and the data sets they share. */
export function planeLayers(
  { panel, field, background, frame, levels, interval, bandLegend, markLegend, suffix }: PlaneContent,
  style: Style,
): { layers: View[]; datasets: Record<string, Row[]> } {
  const back = ground(panel, field, background, frame, levels, bandLegend, style);
  const front = foreground(panel.runs, back, { interval, legend: markLegend, suffix }, style);
  // Views of one name in several planes would share their data.
  const layers = [...back.layers, ...front.layers].map((layer) => ({
    ...layer,
    name: `${layer.name}${suffix}`,
  }));
  return { layers, datasets: front.datasets };
}
