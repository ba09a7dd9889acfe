import { advance } from "./method.js";
import { OutOfBudget } from "./odex.js";
import type { Phase, Tolerance } from "./problem.js";

/** An accepted step's start. */
interface Node {
  s: number;
  y: Float64Array;
}

/** One phase as it was integrated: the states at the starts of its steps and where it ended. */
export interface Leg<Status> {
  phase: Phase<Status>;
  nodes: Node[];
  sEnd: number;
}

/** Where the integrator itself gives up: its steps ran out, or the right-hand side is not finite. */
export type Breakdown = "step-limit" | "non-finite";

/** The computed solution of a `Problem`, with what is needed to evaluate it anywhere. */
export interface Solution<Status> {
  /** Given by the transition that ended it, if the integrator did not break down before. */
  status: Status | Breakdown;
  s: number;
  y: Float64Array;
  legs: readonly Leg<Status>[];
  stats: { steps: number; rejected: number; evaluations: number };
  tolerance: Tolerance;
}

/**
 * State at `s`, a hop away; where the solution is too rough for that, on the straight line to the next step.
 */
function reach(
  phase: Phase<unknown>,
  from: Node,
  s: number,
  next: Node | undefined,
  tolerance: Tolerance,
): Float64Array {
  try {
    return advance(phase, from.s, from.y, s, phase.tolerance ?? tolerance);
  } catch (error) {
    if (!(error instanceof OutOfBudget)) throw error;
    const share = next ? (s - from.s) / (next.s - from.s) : 0;
    return from.y.map((yi, i) => yi + share * ((next?.y[i] ?? yi) - yi));
  }
}

/**
 * Evaluates a solution at increasing arguments, hopping from one to the next with the integrator itself, so
 * that samples are as accurate as the steps (dense output would not be).
 *
 * @param at increasing values of s in [0, solution.s]
 * @returns  one state per value
 */
export function sample(solution: Solution<unknown>, at: readonly number[]): Float64Array[] {
  const { legs, tolerance } = solution;
  const states: Float64Array[] = [];
  let [leg, node] = [0, 0];
  let from: Node = legs[0].nodes[0];
  for (const s of at) {
    while (leg + 1 < legs.length && s > legs[leg].sEnd) {
      leg++;
      node = 0;
      from = legs[leg].nodes[0];
    }
    const { phase, nodes } = legs[leg];
    while (node + 1 < nodes.length && nodes[node + 1].s <= s) {
      node++;
      from = nodes[node];
    }
    const y = reach(phase, from, s, nodes[node + 1], tolerance);
    from = { s, y: Float64Array.from(y) };
    phase.restore?.(y);
    states.push(y);
  }
  return states;
}
