import { UsageError } from "../errors.js";
import type { Panel } from "../scenario/schema.js";
import type { SweepMethod, SweepMetric, SweepPlan, SweepPlane } from "../sweep/plan.js";

/** What the command line says about a sweep, as text. */
export interface SweepFlags {
  grid?: string;
  random?: string;
  seed?: string;
  metric?: string;
  plane?: string;
  method: string;
  workers?: string;
  shard?: string;
}

const DEFAULT_GRID = 256;

/** More cells than fit into the memory of any machine this runs on. */
const MAX_CELLS = 2 ** 28;

const shown = (text: string) => JSON.stringify(text);

/** A whole number from `least` up. */
function whole(option: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, got ${shown(text)}`);
}

/** One of some names, with the nearest suggested. */
async function oneOf<T extends string>(option: string, text: string, known: readonly T[]): Promise<T> {
  const found = known.find((name) => name === text);
  if (found) return found;
  const { didYouMean } = await import("../scenario/suggest.js");
  throw new UsageError(
    `${option}: unknown ${shown(text)}; known: ${known.join(", ")}${didYouMean(text, known)}`,
  );
}

function grid(text: string): { nx: number; ny: number } {
  const match = /^(\d+)(?:[x×](\d+))?$/i.exec(text);
  const [nx, ny] = match ? [Number(match[1]), Number(match[2] ?? match[1])] : [0, 0];
  if (nx >= 1 && ny >= 1 && nx * ny <= MAX_CELLS) return { nx, ny };
  throw new UsageError(
    `--grid: expected columns x rows such as 256x256, at most ${MAX_CELLS} cells, got ${shown(text)}`,
  );
}

/** The starts that the options ask for, without their box. */
function startsOf(flags: SweepFlags): { nx: number; ny: number } | { random: number; seed: number } {
  if (flags.random === undefined) {
    if (flags.seed !== undefined)
      throw new UsageError("--seed: only a random sample has a seed; add --random N");
    return grid(flags.grid ?? `${DEFAULT_GRID}x${DEFAULT_GRID}`);
  }
  if (flags.grid !== undefined) throw new UsageError("--random and --grid: choose one");
  const seed = whole("--seed", flags.seed ?? "1", 0, 2 ** 32 - 1);
  return { random: whole("--random", flags.random, 1, MAX_CELLS), seed };
}

const PLANES = ["ratio", "log-ratio"] as const;

/** What `--method` takes. */
const METHODS = ["auto", "odex", "exact"] as const;

/** A command line, read and checked as far as it can be without the scenario. */
export interface ParsedFlags {
  starts: ReturnType<typeof startsOf>;
  metrics: SweepMetric[];
  plane: SweepPlane | undefined;
  method: (typeof METHODS)[number];
  workers: number | undefined;
  shard: { index: number; of: number } | undefined;
}

/** @throws UsageError */
export async function parseSweepFlags(flags: SweepFlags): Promise<ParsedFlags> {
  const { extent, SWEEP_METRICS } = await import("../sweep/plan.js");
  const names = (flags.metric ?? SWEEP_METRICS.join(",")).split(",").map((name) => name.trim());
  const asked = await Promise.all(names.map((name) => oneOf("--metric", name, SWEEP_METRICS)));
  const starts = startsOf(flags);
  const { rows } = extent({ plane: "ratio", box: { u: [0, 1], v: [0, 1] }, ...starts });
  return {
    starts,
    // The status comes along always: it tells a value that does not exist from one that could not be computed.
    metrics: SWEEP_METRICS.filter((metric) => asked.includes(metric) || metric === "status"),
    plane: flags.plane === undefined ? undefined : await oneOf("--plane", flags.plane, PLANES),
    method: await oneOf("--method", flags.method, METHODS),
    workers: flags.workers === undefined ? undefined : whole("--workers", flags.workers, 1, 1024),
    shard: flags.shard === undefined ? undefined : shardOf(flags.shard, rows),
  };
}

function shardOf(text: string, rows: number): { index: number; of: number } {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (!(index >= 1 && index <= of)) {
    throw new UsageError(`--shard: expected part/parts such as 3/8, counted from 1, got ${shown(text)}`);
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
export async function planOf(
  scenario: string,
  { name, settings }: Panel,
  { starts, metrics, plane, method }: ParsedFlags,
): Promise<SweepPlan> {
  const [{ chooseMethod }, { sweepBox }] = await Promise.all([
    import("../sweep/method.js"),
    import("../sweep/plan.js"),
  ]);
  const { starts: _starts, sample: _sample, ...rest } = settings;
  const exists: SweepMethod = chooseMethod(rest);
  if (method === "exact" && exists !== "exact") {
    const { loss, geometry, domain } = rest;
    throw new UsageError(
      `--method exact: nothing exact is known for ${loss.name} in ${geometry.name} geometry, domain ${domain}, with these parameters; use --method odex (or auto)`,
    );
  }
  const chosen = plane ?? (settings.figure.plane === "log-ratio" ? "log-ratio" : "ratio");
  return {
    scenario,
    panel: name,
    settings: rest,
    starts: { plane: chosen, box: sweepBox(chosen, rest.reference), ...starts },
    metrics,
    method: method === "auto" ? exists : method,
  };
}
