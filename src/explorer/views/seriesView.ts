import { longestTime } from "../../figure/kinds/timeSeries/timeCharts.js";
import type { View } from "../../figure/kit/spec.js";
import type { PanelResult } from "../../simulate/run.js";
import { byId } from "../widgets/element.js";
import { createLiveChart, type Plot } from "./liveChart.js";
import { darkened } from "./palette.js";
import type { Manner } from "./planeView.js";
import { seriesFigure } from "./seriesFigure.js";

/** The charts against time. */
export interface SeriesView {
  draw(panel: PanelResult, manner: Manner, logTime: boolean): Promise<void>;
  /** Draws a line at a time through all charts; undefined takes it away. */
  mark(t: number | undefined): void;
}

/** Heights of one chart in pixels: beside the plane they fill its height, below it they are as flat as can be read. */
const HEIGHT = { least: 84, most: 190, charts: 4 } as const;

/** Room in pixels that the axis of time and the gaps between charts take. */
const BETWEEN = 90;

/** While something moves the axis of time stays, unless the longest run leaves it or takes up less than this share. */
const SHORT = 0.3;

/** By how much it then reaches beyond the longest run. */
const AHEAD = 1.25;

/** A place for the charts against time. */
export function createSeriesView(): SeriesView {
  const host = byId("series-chart");
  const cursor = byId("cursor");
  const chart = createLiveChart(host);
  let domain: readonly [number, number] = [0, 1];
  let log = false;
  let plots: Plot[] = [];
  let height: number = HEIGHT.least;
  let end = 0;

  /** The height of a chart with which they end where the section beside them does. */
  const fitting = () => {
    const [own, plane, last] = [host, byId("plane-chart"), byId("plane-help")].map((e) =>
      e.getBoundingClientRect(),
    );
    const beside = own.left > plane.right;
    const room = (last.bottom - own.top - BETWEEN) / HEIGHT.charts;
    return beside ? Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, room))) : HEIGHT.least;
  };

  return {
    async draw(panel, { style, dark, moving }, logTime) {
      const longest = longestTime(panel.runs);
      if (!moving) [height, end] = [fitting(), longest];
      else if (longest > end || longest < end * SHORT) end = longest * AHEAD;
      const figure = seriesFigure(panel, style, { logTime, height, end });
      const [first] = figure.vconcat as { layer: { encoding: { x: View } }[] }[];
      domain = (first.layer[0].encoding.x.scale as { domain: [number, number] }).domain;
      log = logTime;
      await chart.show(dark ? darkened(figure, 0) : figure, `${logTime}${dark}`);
      plots = chart.plots();
      host.setAttribute(
        "aria-label",
        `x1, x2, loss and margin over time from ${panel.runs.map(({ start }) => start).join(", ")}; the table below has the numbers`,
      );
    },
    mark(t) {
      const place = (value: number) => (log ? Math.log(value) : value);
      const share =
        t === undefined ? -1 : (place(t) - place(domain[0])) / (place(domain[1]) - place(domain[0]));
      const [top, bottom] = [plots[0], plots[plots.length - 1]];
      cursor.hidden = !(share >= 0 && share <= 1) || !top || !bottom;
      if (cursor.hidden) return;
      cursor.style.transform = `translate(${top.x + share * top.width}px, ${top.y}px)`;
      cursor.style.height = `${bottom.y + bottom.height - top.y}px`;
    },
  };
}
