import { createCellsSolver } from "./cells.js";
import type { SweepPlan } from "./plan.js";
import { createArrays, type SweepResult } from "./results.js";
import { layoutOf } from "./starts.js";

/**
 * Computes one trajectory for each start of a plan, here and now; `sweep` of `dpo-flow/node` shares the work among
 * threads and gives the same to the last bit.
 *
 * @param plan as `planSweep` gives it
 * @returns    one array per metric, row by row; NaN where a metric does not apply
 * @throws RangeError for the method `exact` where nothing exact is known
 * @example
 * ```js
 * import { expand, loadScenario, planSweep, sweep } from "dpo-flow";
 *
 * const [panel] = expand(loadScenario("weak-sft"));
 * const { plan, arrays } = sweep(planSweep(panel, { starts: { kind: "grid", nx: 3, ny: 2 } }));
 * console.log(plan.method, plan.metrics.join());
 * console.log([...arrays.extinctionTime].map((time) => time.toFixed(3)).join());
 * // exact extinctionTime,finalPreferred,dispreferredHalfLife,timeToMargin,preferredGain,status
 * // 0.640,0.667,0.684,5.662,5.759,5.846
 * ```
 */
export function sweep(plan: SweepPlan): SweepResult {
  const { rows, columns } = layoutOf(plan.starts);
  const arrays = createArrays(plan, rows, false);
  createCellsSolver(plan)(arrays, 0, 0, rows * columns);
  return { plan, from: 0, to: rows, arrays };
}
