import type { Symmetric } from "../model/geometry.js";
import { losses } from "../model/losses/registry.js";
import type { Sample } from "../run/sample.js";
import type { RunStatus } from "../run/statuses/registry.js";
import type { Panel } from "../scenario/schema.js";
import type { Run } from "../simulate/run.js";
import { simulateStart } from "../simulate/simulate.js";
import type { LogRow } from "./log.js";
import { FITTED } from "./simulated.js";

/** State of a continuation: clock units after the last row of the log, and where it is. */
export interface Waypoint {
  after: number;
  r1: number;
  r2: number;
}

/** What a loss would do from the last point of a log on. */
export interface Alternative {
  loss: string;
  parameters: Record<string, unknown>;
  status: RunStatus;
  /** Sign of dr1 at the beginning. */
  heads: "up" | "down" | "nowhere";
  /** The first time at which r1 is where the reference policy has it (or has gained once more what the log gained). */
  regained: Waypoint | null;
  /** Whether r1 stays there. */
  holds: boolean;
  /** After as many steps as the log has, or at `regained` if r1 goes on beyond it. */
  end: Waypoint;
}

/** The losses that are compared with going on as before. */
const LOSSES = ["dpo", "dpop", "dpo-nll", "bdpo"] as const;

/** Log-ratios beyond this cannot be written as probability ratios in double precision. */
export const REPRESENTABLE = 690;

const waypoint = (timePerStep: number, { t, x1, x2 }: Sample): Waypoint => ({
  after: t / timePerStep,
  r1: Math.log(x1),
  r2: Math.log(x2),
});

type Course = Omit<Alternative, "loss" | "parameters">;

/** @param target the level of r1 to reach: a wall of the domain, or the kink of a loss */
function courseOf(run: Run, target: number, timePerStep: number): Course {
  const { curve, events, status } = run;
  const at = (sample: Sample) => waypoint(timePerStep, sample);
  const [start, end] = [at(curve[0]), at(curve[curve.length - 1])];
  const moved = curve.map(at).find(({ r1 }) => Math.abs(r1 - start.r1) > 1e-9);
  const heads = !moved ? "nowhere" : moved.r1 > start.r1 ? "up" : "down";
  const arrival = events.find(({ kind, face }) => face === "preferred-max" || kind === "kink");
  if (!arrival) return { status, heads, regained: null, holds: false, end };
  const there = curve.reduce((a, b) => (Math.abs(b.t - arrival.t) < Math.abs(a.t - arrival.t) ? b : a));
  const regained = { ...at(there), r1: target };
  // A wall only marks the level; a kink is the loss's own reason to stay on it.
  if (arrival.kind !== "kink") return { status, heads, regained, holds: false, end: regained };
  const holds = Math.abs(end.r1 - target) < 1e-6;
  return { status, heads, regained, holds, end: holds ? { ...end, r1: target } : end };
}

/**
 * Simulates, under the kernel fitted to a log and from its last row, what DPO and three losses made against likelihood
 * displacement would do with as much gradient-flow time as the log took.
 *
 * They are followed until the preferred response is back at the reference, r1 = 0: beyond it a constant kernel would
 * lift it without end, while the real one ends at π = 1. A log that ends above the reference has the level it would
 * reach by going once more as far as it has gone.
 *
 * @param span  clock units (training steps) to go on for
 * @returns     null where the last row is too far out for probability ratios
 */
export function simulateAlternatives(
  { r1, r2 }: LogRow,
  beta: number,
  matrix: Symmetric,
  timePerStep: number,
  span: number,
): Alternative[] | null {
  if (Math.max(Math.abs(r1), Math.abs(r2)) > REPRESENTABLE) return null;
  const target = r1 < 0 ? 0 : r1 + Math.max(Math.abs(r1), Math.abs(r2));
  const shared: Omit<Panel["settings"], "loss" | "domain"> = {
    name: "continuation",
    title: "continuation",
    ...FITTED,
    geometry: { name: "kernel", matrix: [...matrix] },
    // The walls of the box: r1 at the level to reach, r2 out of reach.
    reference: { preferred: Math.exp(-target), dispreferred: Math.exp(-REPRESENTABLE) },
    starts: { last: [Math.exp(r1), Math.exp(r2)] },
    horizon: span * timePerStep,
    sample: { points: 2 },
  };
  return LOSSES.map((name) => {
    const parameters = losses[name].parameters.parse({ beta }) as Record<string, unknown>;
    // dpop marks the reference itself, by its kink.
    const domain = name === "dpop" && target === 0 ? "quadrant" : "box";
    const run = simulateStart({ ...shared, domain, loss: { name, ...parameters } }, "last");
    return { loss: name, parameters, ...courseOf(run, target, timePerStep) };
  });
}
