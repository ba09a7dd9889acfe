import type { TimeSeriesOptions } from "../../figure/kinds/timeSeries/timeCharts.js";
import { timeSeries } from "../../figure/kinds/timeSeries/timeSeries.js";
import type { View } from "../../figure/kit/spec.js";
import type { Style } from "../../figure/kit/theme.js";
import type { PanelResult } from "../../simulate/run.js";

/** x1, x2, loss and margin against time without title and legend: the plane beside them names the starts. */
export function seriesFigure(panel: PanelResult, style: Style, options: TimeSeriesOptions): View {
  const { $schema, title, description, usermeta, ...figure } = timeSeries(panel, style, {
    margin: true,
    legend: false,
    ...options,
  });
  return { ...figure, config: { ...figure.config, aria: false } };
}
