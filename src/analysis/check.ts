import type { Flow } from "../flow/flow.js";
import type { Panel } from "../scenario/schema.js";
import { exactExtinction } from "./exact.js";
import type { Check } from "./run.js";
import type { Trajectory } from "./trajectory.js";

const relative = (value: number, exact: number) => Math.abs(value - exact) / exact;

/** Largest relative change of x1² + x2² along any free arc, or null where that is not conserved. */
function invariantDrift({ loss, geometry }: Flow, { solution: { legs } }: Trajectory): number | null {
  if (!loss.margin || geometry.name !== "ratio") return null;
  const radius2 = (y: Float64Array) => Math.exp(2 * y[0]) + Math.exp(2 * y[1]);
  const drifts = legs
    .filter(({ phase }) => !phase.restore)
    .flatMap(({ nodes }) => nodes.map(({ y }) => relative(radius2(y), radius2(nodes[0].y))));
  return drifts.length > 0 ? Math.max(...drifts) : null;
}

/**
 * Compares a computed trajectory with what is known about it exactly. Nothing here feeds back into the run.
 *
 * @param x0 its start (x1, x2)
 */
export function check(
  settings: Panel["settings"],
  flow: Flow,
  trajectory: Trajectory,
  x0: readonly [number, number],
): Check {
  const exact = exactExtinction(settings, x0);
  const { solution, extinct, events } = trajectory;
  const time = events.find((event) => event.kind === "extinction")?.t;
  const compared = exact && extinct === "dispreferred" && time !== undefined;
  return {
    exactExtinctionTime: exact?.time ?? null,
    relativeError: compared ? relative(time, exact.time) : null,
    exactFinalPreferred: exact?.preferred ?? null,
    finalRelativeError: compared ? relative(Math.exp(solution.y[0]), exact.preferred) : null,
    invariantDrift: invariantDrift(flow, trajectory),
  };
}
