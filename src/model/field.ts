import ndarray, { type NdArray } from "ndarray";
import { createFlow, type FlowSettings } from "./flow.js";
import type { PlaneFamily } from "./planes/family.js";
import { logRatio } from "./planes/log-ratio.js";
import { ratio } from "./planes/ratio.js";

/** A rectangle of the (x1, x2) plane cut into nx × ny equal cells. */
export interface Grid {
  /** [lowest, highest] x1, both > 0 or lowest = 0. */
  x1: readonly [number, number];
  x2: readonly [number, number];
  nx: number;
  ny: number;
  /** Whether cells are equal in x, in log x or in the coordinates of a plane; default: linear. */
  spacing?: "linear" | "log" | Spacing;
}

/** The way between a ratio and the coordinate in which cells are equal. */
type Spacing = Pick<PlaneFamily, "to" | "from">;

/** Spacings that go by a name. */
const NAMED = { linear: ratio, log: logRatio } satisfies Record<string, Spacing>;

/** A vector field and its loss, sampled at the centres of a grid's cells. */
export interface Field {
  /** Cell centres, shape (nx,) and (ny,). */
  x1: Float64Array;
  x2: Float64Array;
  /** (x1', x2') of the free flow, shape [ny, nx, 2]; −∇ₓL in `ratio` geometry. */
  velocity: NdArray<Float64Array>;
  /** L(x1, x2), shape [ny, nx]. */
  loss: NdArray<Float64Array>;
}

/** Ratios in the middle of n cells between two, for a response whose reference probability is p. */
function centres(ends: readonly [number, number], n: number, { to, from }: Spacing, p: number): Float64Array {
  const [low, high] = ends.map((x) => to(x, p));
  return Float64Array.from({ length: n }, (_, i) => from(low + ((high - low) * (i + 0.5)) / n, p));
}

/**
 * Samples the free flow and the loss on a grid.
 *
 * @param settings loss, geometry, reference and domain; a `Scenario` fits (walls do not enter)
 * @param grid     the rectangle and the number of cells
 * @example
 * ```js
 * import { loadScenario, sampleField } from "dpo-flow";
 *
 * const field = sampleField(loadScenario("weak-sft"), { x1: [0, 1], x2: [0, 1], nx: 4, ny: 3 });
 * console.log(field.loss.shape.join(), field.velocity.shape.join());
 * console.log(field.velocity.get(0, 0, 0) > 0, field.velocity.get(0, 0, 1) < 0);
 * // 3,4 3,4,2
 * // true true
 * ```
 */
export function sampleField(settings: FlowSettings, grid: Grid): Field {
  const flow = createFlow(settings);
  const { spacing = "linear" } = grid;
  const even = typeof spacing === "string" ? NAMED[spacing] : spacing;
  const { preferred, dispreferred } = settings.reference;
  const x1 = centres(grid.x1, grid.nx, even, preferred);
  const x2 = centres(grid.x2, grid.ny, even, dispreferred);
  const velocity = ndarray(new Float64Array(grid.ny * grid.nx * 2), [grid.ny, grid.nx, 2]);
  const loss = ndarray(new Float64Array(grid.ny * grid.nx), [grid.ny, grid.nx]);
  const v = new Float64Array(2);
  for (let j = 0; j < grid.ny; j++) {
    for (let i = 0; i < grid.nx; i++) {
      const [r1, r2] = [Math.log(x1[i]), Math.log(x2[j])];
      const scale = Math.exp(flow.velocity(r1, r2, v));
      velocity.set(j, i, 0, x1[i] * v[0] * scale);
      velocity.set(j, i, 1, x2[j] * v[1] * scale);
      loss.set(j, i, flow.loss.value(r1, r2));
    }
  }
  return { x1, x2, velocity, loss };
}
