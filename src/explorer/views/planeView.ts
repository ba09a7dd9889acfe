import type { Style } from "../../figure/kit/theme.js";
import type { Foreground } from "../../figure/plane/foreground.js";
import type { Ground } from "../../figure/plane/ground.js";
import { fromPage, fromPlane, type Plane, toPage, toPlane } from "../../figure/plane/plane.js";
import { planeFrame, planeGrid } from "../../figure/plane/planeFrame.js";
import { type ViewBox, viewBox } from "../../figure/plane/viewBox.js";
import { type Field, sampleField } from "../../model/field.js";
import type { Run } from "../../simulate/run.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "../widgets/element.js";
import { createLiveChart, type Plot } from "./liveChart.js";
import { darkened } from "./palette.js";
import { pageForeground, pageGround, planeFigure } from "./planeFigure.js";

/** How a figure is to be drawn. */
export interface Manner {
  /** While something moves: what is shown of the plane stays, and labels go along. */
  moving: boolean;
  dark: boolean;
  style: Style;
}

/** The phase plane on the page. */
export interface PlaneView {
  draw(state: PageState, runs: readonly Run[], manner: Manner): Promise<void>;
  /** Pixels from the upper left corner of the stage to a state (x1, x2), or undefined before anything is drawn. */
  pixels(x: readonly [number, number]): [number, number] | undefined;
  /** The state at a place on the stage; undefined outside the plane. */
  at(px: number, py: number): [number, number] | undefined;
  /** How far on each axis one step of the arrow keys leads, as a state. */
  nudged(x: readonly [number, number], right: number, up: number): [number, number];
  /** A state in the middle of what is shown. */
  middle(): [number, number];
  /** The loss of each level that parts the background, and the time between ticks. */
  scale(): { levels: readonly number[]; interval: number };
}

/** Share of the shown part of an axis that the lowest start of a drag lies above its end. */
const LEAST = 1e-3;

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

  /** A state that the plane shows, pulled to its edge. */
  const clamped = ({ u, v, ...rest }: Plane, [a, b]: readonly [number, number]): [number, number] => {
    const low = (axis: readonly [number, number]) => axis[0] + LEAST * (axis[1] - axis[0]);
    const inside = (value: number, axis: readonly [number, number]) =>
      Math.min(axis[1], Math.max(rest.name === "log-ratio" ? axis[0] : low(axis), value));
    const digits = (value: number) => Number(value.toPrecision(value < 0.01 ? 2 : 3));
    const [x1, x2] = fromPlane({ ...rest }, inside(a, u), inside(b, v));
    return [digits(x1), digits(x2)];
  };

  return {
    async draw(state, runs, manner) {
      const { style, dark, moving } = manner;
      const all = [...runs];
      if (!moving || !box || front === undefined) box = viewBox({ settings: state, runs: all });
      const shownGround = grounded(state, manner, box);
      front = pageForeground(all, shownGround, style, moving ? front : undefined);
      const drawn = dark
        ? {
            ...front,
            layers: darkened(front.layers, 0),
            datasets: darkened(front.datasets, 0),
          }
        : front;
      const figure = planeFigure(shownGround, drawn, style);
      const whole = dark
        ? { ...figure, config: darkened(figure.config, 0), view: darkened(figure.view, 0) }
        : figure;
      plane = shownGround.frame.plane;
      const frame = JSON.stringify([state.figure.plane, state.domain, style.preset.width, dark]);
      await chart.show(whole, frame);
      plot = chart.plots()[0];
      host.setAttribute(
        "aria-label",
        `Phase plane with ${runs.length} trajectories from ${runs.map(({ start }) => start).join(", ")}`,
      );
    },
    pixels(x) {
      if (!plane || !plot) return undefined;
      const [left, top] = toPage(plane, toPlane(plane, ...x));
      return [plot.x + left, plot.y + top];
    },
    at(px, py) {
      if (!plane || !plot) return undefined;
      const [x, y] = [px - plot.x, py - plot.y];
      if (x < 0 || y < 0 || x > plane.width || y > plane.height) return undefined;
      return clamped(plane, fromPage(plane, [x, y]));
    },
    nudged(x, right, up) {
      if (!plane) return [...x];
      const [a, b] = toPlane(plane, ...x);
      const [u, v] = [plane.u[1] - plane.u[0], plane.v[1] - plane.v[0]];
      return clamped(plane, [a + right * u, b + up * v]);
    },
    middle: () => (plane ? clamped(plane, fromPage(plane, [plane.width / 2, plane.height / 2])) : [0.5, 0.5]),
    scale: () => ({ levels: back?.ground.bands.levels ?? [], interval: front?.interval ?? 0 }),
  };
}
