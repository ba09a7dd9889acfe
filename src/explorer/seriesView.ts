import type { PanelResult } from "../analysis/run.js";
import type { View } from "../figure/spec.js";
import { byId } from "./element.js";
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

/** A place for the charts against time. */
export function createSeriesView(): SeriesView {
  const host = byId("series-chart");
  const cursor = byId("cursor");
  const chart = createLiveChart(host);
  let domain: readonly [number, number] = [0, 1];
  let log = false;
  let plots: Plot[] = [];
  return {
    async draw(panel, { style, dark }, logTime) {
      const figure = seriesFigure(panel, style, logTime);
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
      const share = t === undefined ? -1 : (place(t) - place(domain[0])) / (place(domain[1]) - place(domain[0]));
      const [top, bottom] = [plots[0], plots[plots.length - 1]];
      cursor.hidden = !(share >= 0 && share <= 1) || !top || !bottom;
      if (cursor.hidden) return;
      cursor.style.transform = `translate(${top.x + share * top.width}px, ${top.y}px)`;
      cursor.style.height = `${bottom.y + bottom.height - top.y}px`;
    },
  };
}
