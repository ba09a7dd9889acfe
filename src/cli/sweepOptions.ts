import { UsageError } from "../errors.js";
import { oneOf } from "../scenario/oneOf.js";
import type { Panel } from "../scenario/schema.js";
import { METHOD_CHOICES, SWEEP_METRICS, type SweepMetric, type SweepPlan } from "../sweep/plan.js";
import { planSweep } from "../sweep/planSweep.js";
import { wholeNumber } from "../sweep/samplings/numbers.js";
import { parseSampling, type SampledStarts, samplingOf } from "../sweep/samplings/registry.js";
import { SWEEP_PLANES, type SweepPlane } from "../sweep/sweepPlanes.js";

/** What the command line says about a sweep, as text; the options of samplings are among it. */
export interface SweepFlags {
  metric?: string;
  plane?: string;
  method: string;
  workers?: string;
  shard?: string;
}

/** A command line, read and checked as far as it can be without the scenario. */
export interface ParsedFlags {
  starts: SampledStarts;
  metrics: SweepMetric[];
  plane: SweepPlane | undefined;
  method: (typeof METHOD_CHOICES)[number];
  workers: number | undefined;
  shard: { index: number; of: number } | undefined;
}

/** @throws UsageError */
export function parseSweepFlags(flags: SweepFlags): ParsedFlags {
  const names = (flags.metric ?? SWEEP_METRICS.join(",")).split(",").map((name) => name.trim());
  const metrics = names.map((name) => oneOf("--metric: unknown", name, SWEEP_METRICS));
  const starts = parseSampling({ ...flags });
  const { rows } = samplingOf(starts.kind).layout(starts);
  return {
    starts,
    metrics,
    plane: flags.plane === undefined ? undefined : oneOf("--plane: unknown", flags.plane, SWEEP_PLANES),
    method: oneOf("--method: unknown", flags.method, METHOD_CHOICES),
    workers: flags.workers === undefined ? undefined : wholeNumber("--workers", flags.workers, 1, 1024),
    shard: flags.shard === undefined ? undefined : shardOf(flags.shard, rows),
  };
}

function shardOf(text: string, rows: number): { index: number; of: number } {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (!(index >= 1 && index <= of)) {
    throw new UsageError(
      `--shard: expected part/parts such as 3/8, counted from 1, got ${JSON.stringify(text)}`,
    );
  }
  if (of > rows)
    throw new UsageError(`--shard: ${of} parts are more than the ${rows} rows there are to share`);
  return { index, of };
}

/**
 * The plan for one panel of a scenario.
 *
 * @throws UsageError for `--method exact` where nothing exact is known
 */
export function planOf(scenario: string, panel: Panel, flags: ParsedFlags): SweepPlan {
  try {
    return planSweep(panel, { scenario, ...flags });
  } catch (error) {
    if (!(error instanceof UsageError) || flags.method !== "exact") throw error;
    throw new UsageError(`--method exact: ${error.message}; use --method odex (or auto)`);
  }
}
