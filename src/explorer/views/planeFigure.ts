import type { View } from "../../figure/kit/spec.js";
import { ink, type Style, themeConfig } from "../../figure/kit/theme.js";
import { lossOf, roundLevels } from "../../figure/plane/bands.js";
import { type Foreground, foreground } from "../../figure/plane/foreground.js";
import { type Ground, ground } from "../../figure/plane/ground.js";
import type { PlaneFrame } from "../../figure/plane/planeFrame.js";
import { tickInterval } from "../../figure/plane/timeTicks.js";
import type { Field } from "../../model/field.js";
import type { PanelResult, Run } from "../../simulate/run.js";

/** About how many lines of equal loss. */
const LEVELS = 7;

/** The ground of the plane on the page, which names the colours of the bands beside it. */
export function pageGround(
  settings: PanelResult["settings"],
  field: Field,
  frame: PlaneFrame,
  style: Style,
): Ground {
  const loss = lossOf(field);
  return ground({ settings, runs: [] }, field, loss, frame, roundLevels([loss], LEVELS), null, style);
}

/** @param before what was shown last, while it moves */
export const pageForeground = (
  runs: readonly Run[],
  back: Ground,
  style: Style,
  before?: Foreground,
): Foreground => foreground(runs, back, { interval: tickInterval(runs), legend: null, before }, style);

/** The plane as a figure without title and legends: the page has its own. */
export function planeFigure(back: Ground, front: Foreground, style: Style): View {
  const { width, height } = back.frame.plane;
  return {
    config: { ...themeConfig(style), aria: false },
    datasets: front.datasets,
    width,
    height,
    view: { stroke: ink.axis, strokeWidth: 0.75 },
    layer: [...back.layers, ...front.layers],
  };
}
