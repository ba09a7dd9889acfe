import { createFlow, type Flow } from "../model/flow.js";
import type { Symmetric } from "../model/geometry.js";
import { losses } from "../model/losses/registry.js";
import { followFlow } from "../run/follow/followFlow.js";
import type { Path, PathPoint } from "../run/path.js";
import { drawingReadings, toSample } from "../run/sampling.js";
import type { RunStatus } from "../run/statuses/registry.js";
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
  /** `horizon` also where the path is not followed beyond `regained`. */
  status: RunStatus;
  /** Sign of dr1 at the beginning. */
  heads: "up" | "down" | "nowhere";
  /**
   * The first time at which r1 is where the reference policy has it (or has gained once more what the log
   * gained).
   */
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

type Course = Omit<Alternative, "loss" | "parameters">;

/** A level of r1 that a path is to reach. */
interface Target {
  readonly r1: number;
  /** Reading of the path's clock where it is first reached; NaN where it never is. */
  readonly s: number;
}

/** Where a path is first at a level of r1, and whether a kink is the reason; undefined where it never is. */
function arrivalOf(path: Path, curve: readonly PathPoint[], { r1, s }: Target) {
  const kink = path.events.find(({ kind }) => kind === "kink");
  if (kink && r1 === 0) {
    const nearer = (a: PathPoint, b: PathPoint) => (Math.abs(b.t - kink.t) < Math.abs(a.t - kink.t) ? b : a);
    return { point: curve.reduce(nearer), held: true };
  }
  return Number.isNaN(s) ? undefined : { point: path.along([s])[0], held: false };
}

function courseOf(flow: Flow, path: Path, target: Target, timePerStep: number): Course {
  const waypoint = (point: PathPoint): Waypoint => {
    const { t, x1, x2 } = toSample(flow, point);
    return { after: t / timePerStep, r1: Math.log(x1), r2: Math.log(x2) };
  };
  const curve = path.along(drawingReadings(path));
  const [start, end] = [waypoint(curve[0]), waypoint(curve[curve.length - 1])];
  const moved = curve.map(waypoint).find(({ r1 }) => Math.abs(r1 - start.r1) > 1e-9);
  const heads = !moved ? "nowhere" : moved.r1 > start.r1 ? "up" : "down";
  const { status } = path.end;
  const arrival = arrivalOf(path, curve, target);
  if (!arrival) return { status, heads, regained: null, holds: false, end };
  const regained = { ...waypoint(arrival.point), r1: target.r1 };
  // What comes after the level does not count; a kink is the loss's own reason to stay on it.
  if (!arrival.held) return { status: "horizon", heads, regained, holds: false, end: regained };
  const holds = Math.abs(end.r1 - target.r1) < 1e-6;
  return { status, heads, regained, holds, end: holds ? { ...end, r1: target.r1 } : end };
}

/**
 * Simulates, under the kernel fitted to a log and from its last row, what DPO and three losses made against
 * likelihood displacement would do with as much gradient-flow time as the log took.
 *
 * They are followed until the preferred response is back at the reference, r1 = 0: beyond it a constant
 * kernel would lift it without end, while the real one ends at π = 1. A log that ends above the reference has
 * the level it would reach by going once more as far as it has gone.
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
  const x0 = [Math.exp(r1), Math.exp(r2)] as const;
  const settings = { ...FITTED, horizon: span * timePerStep };
  return LOSSES.map((name) => {
    const parameters = losses[name].parameters.parse({ beta }) as Record<string, unknown>;
    const flow = createFlow({
      loss: { name, ...parameters },
      geometry: { name: "kernel", matrix: [...matrix] },
      reference: FITTED.reference,
      domain: "quadrant",
    });
    const path = followFlow(flow, x0, settings, { marks: [(r1) => r1 - target] });
    const [{ s }] = path.marks;
    return { loss: name, parameters, ...courseOf(flow, path, { r1: target, s }, timePerStep) };
  });
}
