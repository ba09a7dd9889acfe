import type { LogAnalysis } from "../../../log/trainingLog.js";
import type { Grid } from "../../../model/field.js";
import { DEFAULTS } from "../../../scenario/defaults.js";
import type { Panel } from "../../../scenario/schema.js";
import type { Point } from "../../kit/point.js";
import { significant } from "../../kit/spec.js";
import type { Style } from "../../kit/theme.js";
import { type PlaneFrame, planeFrame, planeGrid } from "../../plane/planeFrame.js";
import type { ViewBox } from "../../plane/viewBox.js";

/** Height of the picture over its width, at least and at most, with equal units on both axes. */
const FLATTEST = 0.7;
const TALLEST = 1.12;

/** Log-ratios beyond this have no probability ratio in double precision, so no field can be sampled there. */
const REPRESENTABLE = 690;

/** What a figure of logs is drawn in. */
export interface LogFrame {
  frame: PlaneFrame;
  /**
   * What the arrows belong to; null where no kernel was fitted, or the picture reaches beyond what can be
   * sampled.
   */
  field: { settings: Panel["settings"]; grid: Grid } | null;
}

const widened = ([low, high]: Point, length: number): Point => {
  const more = Math.max(0, length - (high - low)) / 2;
  return [low - more, high + more];
};

/** The part of the log-ratio plane that holds all logs, their flows and (0, 0). */
function box(analyses: readonly LogAnalysis[]): ViewBox {
  const extent = (pick: (point: { r1: number; r2: number }) => number): Point => {
    let [low, high] = [0, 0];
    for (const { log, flow } of analyses) {
      for (const points of [log.rows, flow?.curve ?? []]) {
        for (const point of points) [low, high] = [Math.min(low, pick(point)), Math.max(high, pick(point))];
      }
    }
    return [low, high];
  };
  const [u, v] = [extent(({ r1 }) => r1), extent(({ r2 }) => r2)];
  const pad = 0.07 * Math.max(u[1] - u[0], v[1] - v[0], 1e-6);
  const roomy = [u, v].map(([low, high]): Point => [low - pad, high + pad]);
  const [width, height] = roomy.map(([low, high]) => high - low);
  const rounded = (interval: Point) => interval.map(significant) as unknown as Point;
  return {
    u: rounded(widened(roomy[0], height / TALLEST)),
    v: rounded(widened(roomy[1], width * FLATTEST)),
  };
}

/** Settings that fix the coordinates where nothing was fitted. */
const coordinates = ({ log }: LogAnalysis): Panel["settings"] => ({
  name: log.name,
  title: log.name,
  loss: { name: "dpo", beta: log.beta },
  geometry: { name: "log-ratio" },
  reference: DEFAULTS.reference,
  domain: "quadrant",
  starts: {},
  horizon: 1,
  maxSteps: 1,
  tolerance: DEFAULTS.tolerance,
  sample: { points: 2 },
  targets: DEFAULTS.targets,
  figure: { plane: "log-ratio" },
});

/**
 * The frame that the figure of some logs is drawn in, and the grid on which it wants the first one's field.
 */
export function trainingLogFrame(analyses: readonly LogAnalysis[], style: Style): LogFrame {
  const fitted = analyses.find(({ flow }) => flow)?.flow?.scenario;
  const settings = fitted ?? coordinates(analyses[0]);
  const shown = box(analyses);
  const panel = { settings, runs: [] };
  const frame = planeFrame(panel, style, style.preset.text, shown);
  const near = [...shown.u, ...shown.v].every((end) => Math.abs(end) < REPRESENTABLE);
  return { frame, field: fitted && near ? { settings, grid: planeGrid(panel, style, shown) } : null };
}
