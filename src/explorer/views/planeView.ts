import type { View } from "../../figure/kit/spec.js";
import type { Style } from "../../figure/kit/theme.js";
import type { Foreground } from "../../figure/plane/foreground.js";
import type { Ground } from "../../figure/plane/ground.js";
import type { Plane } from "../../figure/plane/plane.js";
import { planeFrame, planeGrid } from "../../figure/plane/planeFrame.js";
import { type ViewBox, viewBox } from "../../figure/plane/viewBox.js";
import { type Field, sampleField } from "../../model/field.js";
import type { Run } from "../../simulate/run.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "../widgets/element.js";
import { createLiveChart, type Plot } from "./liveChart.js";
import { darkened } from "./palette.js";
import { pageForeground, pageGround, planeFigure } from "./planeFigure.js";
import { createPlaneMap, type PlaneMap } from "./planeMap.js";

/** How a figure is to be drawn. */
export interface Manner {
  /** While something moves: what is shown of the plane stays, and labels go along. */
  moving: boolean;
  dark: boolean;
  style: Style;
}

/** The phase plane on the page. */
export interface PlaneView extends PlaneMap {
  draw(state: PageState, runs: readonly Run[], manner: Manner): Promise<void>;
  /** The loss of each level that parts the background, and the time between ticks. */
  scale(): { levels: readonly number[]; interval: number };
}

/** Ground and foreground as one figure, in the colours of the page; those of the ground are its own already. */
function composed(ground: Ground, front: Foreground, { dark, style }: Manner): View {
  if (!dark) return planeFigure(ground, front, style);
  const { layers, datasets } = front;
  const drawn = { ...front, layers: darkened(layers, 0), datasets: darkened(datasets, 0) };
  const figure = planeFigure(ground, drawn, style);
  return { ...figure, config: darkened(figure.config, 0), view: darkened(figure.view, 0) };
}

/** A place for the phase plane. */
export function createPlaneView(): PlaneView {
  const host = byId("plane-chart");
  const chart = createLiveChart(host);
  let box: ViewBox | undefined;
  let plane: Plane | undefined;
  let plot: Plot | undefined;
  let back: { key: string; ground: Ground } | undefined;
  let front: Foreground | undefined;

  const grounded = (state: PageState, { style, dark }: Manner, shown: ViewBox): Ground => {
    const { loss, geometry, reference, domain, figure } = state;
    const key = JSON.stringify([loss, geometry, reference, domain, figure, shown, style.preset.width, dark]);
    if (back?.key === key) return back.ground;
    const panel = { settings: state, runs: [] };
    const field: Field = sampleField(state, planeGrid(panel, style, shown));
    const made = pageGround(state, field, planeFrame(panel, style, 0, shown), style);
    back = {
      key,
      ground: dark ? { ...made, layers: darkened(made.layers, made.bands.levels.length) } : made,
    };
    return back.ground;
  };

  return {
    async draw(state, runs, manner) {
      const { style, dark, moving } = manner;
      const all = [...runs];
      if (!moving || !box || front === undefined) box = viewBox({ settings: state, runs: all });
      const shownGround = grounded(state, manner, box);
      front = pageForeground(all, shownGround, style, moving ? front : undefined);
      const whole = composed(shownGround, front, manner);
      plane = shownGround.frame.plane;
      const frame = JSON.stringify([state.figure.plane, state.domain, style.preset.width, dark]);
      await chart.show(whole, frame);
      plot = chart.plots()[0];
      host.setAttribute(
        "aria-label",
        `Phase plane with ${runs.length} trajectories from ${runs.map(({ start }) => start).join(", ")}`,
      );
    },
    ...createPlaneMap(() => plane && plot && { plane, plot }),
    scale: () => ({ levels: back?.ground.bands.levels ?? [], interval: front?.interval ?? 0 }),
  };
}
