import type { Run } from "../../simulate/run.js";
import type { View } from "./spec.js";
import type { Style } from "./theme.js";

/** Width of the piece of line that stands for a trajectory, in multiples of the text size. */
const SYMBOL = 2.4;

/**
 * Legend of trajectories below a figure: their lines and labels, in as many columns as fit.
 *
 * @param width room in points
 */
export function startLegend(
  runs: readonly Pick<Run, "start">[],
  width: number,
  { preset, measure }: Style,
): View {
  const { text } = preset;
  const limit = width * 0.8;
  const widest = Math.min(limit, Math.max(...runs.map(({ start }) => measure(start, text))));
  const column = text * (SYMBOL + 1.5) + widest;
  return {
    title: null,
    orient: "bottom",
    direction: "horizontal",
    columns: Math.max(1, Math.min(runs.length, Math.floor((width + text * 0.5) / column))),
    columnPadding: text * 0.8,
    rowPadding: text * 0.4,
    // Longer than its size says: Vega makes a row as high as a symbol is long.
    symbolType: `M0,0H${2 * SYMBOL}`,
    symbolSize: text ** 2,
    labelOffset: text * (SYMBOL + 0.2),
    symbolStrokeWidth: preset.line,
    labelLimit: limit,
    offset: text * 0.7,
  };
}
