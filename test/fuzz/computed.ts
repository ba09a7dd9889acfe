import type { MetricName } from "../../src/measure/registry.js";
import { createFlow } from "../../src/model/flow.js";
import { followFlow } from "../../src/run/follow/followFlow.js";
import type { Panel } from "../../src/scenario/schema.js";
import { simulateStart } from "../../src/simulate/simulate.js";
import { numbersOf } from "../../src/sweep/ask.js";
import { createCell } from "../../src/sweep/cell.js";
import { createCellSolver } from "../../src/sweep/cellSolver.js";
import { SWEEP_METRICS, type SweepMethod } from "../../src/sweep/plan.js";
import { planSweep } from "../../src/sweep/planSweep.js";

/** A way in which this program computes a scenario. */
export type Way = "run" | SweepMethod;

/** What one of them says of the start `a`. */
export interface Computed {
  readonly way: Way;
  readonly status: string;
  /** Where it ends; absent for sweeps, which give metrics only. */
  readonly t?: number;
  readonly r?: readonly [number, number];
  /** Kind and time of what happened after the start. */
  readonly events?: readonly { readonly kind: string; readonly t: number; readonly face?: string }[];
  readonly metrics: Partial<Record<MetricName, number | null>>;
  readonly evaluations?: number;
  readonly milliseconds: number;
  /** Numbers that are none, with where they stand. */
  readonly notNumbers: readonly string[];
  /** What was thrown. */
  readonly error?: string;
}

/** Everything in a value that is NaN, or infinite where JSON would say null. */
function notNumbers(value: unknown, path: string, found: string[]): string[] {
  if (found.length > 5) return found;
  if (typeof value === "number" && Number.isNaN(value)) found.push(path);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) notNumbers(inner, `${path}.${key}`, found);
  return found;
}

function timed<T>(run: () => T): { value?: T; error?: string; milliseconds: number } {
  const start = performance.now();
  try {
    const value = run();
    return { value, milliseconds: performance.now() - start };
  } catch (error) {
    return {
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      milliseconds: performance.now() - start,
    };
  }
}

/** The run of the start `a`. */
export function asRun(settings: Panel["settings"]): Computed {
  const { value, error, milliseconds } = timed(() => {
    const run = simulateStart(settings, "a");
    const { end } = followFlow(createFlow(settings), settings.starts.a, settings);
    return { run, end };
  });
  if (!value)
    return { way: "run", status: "error", metrics: {}, milliseconds, notNumbers: [], error: error ?? "" };
  const { run, end } = value;
  return {
    way: "run",
    status: run.status,
    t: run.t,
    r: end.r,
    events: run.events,
    metrics: run.metrics,
    evaluations: run.stats.evaluations,
    milliseconds: milliseconds / 2,
    notNumbers: notNumbers(run, "run", []),
  };
}

/** The same start as a cell of a sweep. */
export function asCell(panel: Panel, method: SweepMethod): Computed | undefined {
  const [x1, x2] = panel.settings.starts.a;
  const plan = planSweep(panel, { method: "auto", starts: { kind: "grid", nx: 1, ny: 1 } });
  if (method === "exact" && plan.method !== "exact") return undefined;
  const { value, error, milliseconds } = timed(() => {
    const cell = createCell(plan);
    createCellSolver({ ...plan, method })(x1, x2, cell);
    return cell;
  });
  if (!value)
    return { way: method, status: "error", metrics: {}, milliseconds, notNumbers: [], error: error ?? "" };
  const metrics = Object.fromEntries(
    numbersOf(SWEEP_METRICS).map((name, i) => [name, Number.isNaN(value.values[i]) ? null : value.values[i]]),
  );
  const cause = value.cause === undefined ? undefined : String(value.cause);
  return {
    way: method,
    status: value.status,
    metrics,
    milliseconds,
    notNumbers: [],
    ...(cause !== undefined && { error: cause }),
  };
}
