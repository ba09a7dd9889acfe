import { UsageError } from "../errors.js";
import type { Panel } from "../scenario/schema.js";
import type { SweepMetric, SweepPlan } from "../sweep/plan.js";
import type { SampledStarts } from "../sweep/samplings/registry.js";
import type { SweepPlane } from "../sweep/starts.js";

/** What the command line says about a sweep, as text; the options of samplings are among it. */
export interface SweepFlags {
  metric?: string;
  plane?: string;
  method: string;
  workers?: string;
  shard?: string;
}

/** One of some names, with the nearest suggested. */
async function oneOf<T extends string>(option: string, text: string, known: readonly T[]): Promise<T> {
  const found = known.find((name) => name === text);
  if (found) return found;
  const { didYouMean } = await import("../scenario/suggest.js");
  throw new UsageError(
    `${option}: unknown ${JSON.stringify(text)}; known: ${known.join(", ")}${didYouMean(text, known)}`,
  );
}

const PLANES = ["ratio", "log-ratio"] as const;

/** What `--method` takes. */
const METHODS = ["auto", "odex", "exact"] as const;

/** A command line, read and checked as far as it can be without the scenario. */
export interface ParsedFlags {
  starts: SampledStarts;
  metrics: SweepMetric[];
  plane: SweepPlane | undefined;
  method: (typeof METHODS)[number];
  workers: number | undefined;
  shard: { index: number; of: number } | undefined;
}

/** @throws UsageError */
export async function parseSweepFlags(flags: SweepFlags): Promise<ParsedFlags> {
  const [{ SWEEP_METRICS }, { parseSampling, samplingOf }, { wholeNumber }] = await Promise.all([
    import("../sweep/plan.js"),
    import("../sweep/samplings/registry.js"),
    import("../sweep/samplings/numbers.js"),
  ]);
  const names = (flags.metric ?? SWEEP_METRICS.join(",")).split(",").map((name) => name.trim());
  const metrics = await Promise.all(names.map((name) => oneOf("--metric", name, SWEEP_METRICS)));
  const starts = parseSampling({ ...flags });
  const { rows } = samplingOf(starts.kind).layout(starts);
  return {
    starts,
    metrics,
    plane: flags.plane === undefined ? undefined : await oneOf("--plane", flags.plane, PLANES),
    method: await oneOf("--method", flags.method, METHODS),
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
export async function planOf(scenario: string, panel: Panel, flags: ParsedFlags): Promise<SweepPlan> {
  const { planSweep } = await import("../sweep/planSweep.js");
  try {
    return planSweep(panel, { scenario, ...flags });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--method exact: ${error.message}; use --method odex (or auto)`);
  }
}
