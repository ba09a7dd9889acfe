import type { View } from "../../figure/kit/spec.js";
import type { Style } from "../../figure/kit/theme.js";
import type { Foreground } from "../../figure/plane/foreground.js";
import type { Ground } from "../../figure/plane/ground.js";
import { type Plane, toPlane } from "../../figure/plane/plane.js";
import { planeFrame, planeGrid } from "../../figure/plane/planeFrame.js";
import { type ViewBox, viewBox } from "../../figure/plane/viewBox.js";
import { type Field, sampleField } from "../../model/field.js";
import { planes } from "../../model/planes/registry.js";
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

/** Share of its width that a start may lie outside of what is shown while that stays: drags round their numbers. */
const OUTSIDE = 0.02;

/** Whether a part of a plane shows every start. */
function holds({ u, v }: ViewBox, { figure, reference, starts }: PageState): boolean {
  const coordinates = { family: planes[figure.plane], reference };
  const within = (value: number, [low, high]: ViewBox["u"]) => {
    const spare = OUTSIDE * (high - low);
    return value >= low - spare && value <= high + spare;
  };
  return Object.values(starts).every(([x1, x2]) => {
    const [a, b] = toPlane(coordinates, x1, x2);
    return within(a, u) && within(b, v);
  });
}

/** A place for the phase plane. */
export function createPlaneView(): PlaneView {
  const host = byId("plane-chart");
  const chart = createLiveChart(host);
  let box: ViewBox | undefined;
  let boxOf = "";
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
      // What is shown stays while something moves in it, but only of the same plane and scenario.
      const scene = JSON.stringify([state.name, state.figure.plane, state.domain, state.reference]);
      const stays =
        moving && boxOf === scene && box !== undefined && front !== undefined && holds(box, state);
      if (!stays || !box) box = viewBox({ settings: state, runs: all });
      boxOf = scene;
      const shownGround = grounded(state, manner, box);
      front = pageForeground(all, shownGround, style, stays ? front : undefined);
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
