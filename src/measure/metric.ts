import type { Loss } from "../model/loss.js";
import type { RunEvent } from "../run/event.js";
import type { Mark } from "../run/mark.js";
import type { Panel } from "../scenario/schema.js";

/**
 * A point of the plane. x = exp(r), each to its own last digits, as what followed the flow there knows them
 * best.
 */
export interface Place {
  /** Probability ratios; 0 once extinct. */
  readonly x1: number;
  readonly x2: number;
  /** Log-ratios; −Infinity, or far below every other, once extinct. */
  readonly r1: number;
  readonly r2: number;
}

/** Where a trajectory starts and ends. */
export interface Ends {
  readonly start: Place;
  readonly end: Place;
  /** x at the end minus x at the start, without cancellation where little has changed. */
  readonly change1: number;
  readonly change2: number;
}

/** What of a scenario metrics depend on, besides the trajectory. */
export interface Setting {
  readonly loss: Loss;
  readonly targets: Panel["settings"]["targets"];
}

/** A trajectory with everything on the way from its start to its end. */
export interface Journey extends Ends {
  /** Its end. */
  readonly time: number;
  /** First time at which `mark` is no longer negative; null if that never happens. */
  firstTime(mark: Mark): number | null;
  /** How long `value` is positive. */
  timeAbove(value: (r1: number, r2: number) => number): number;
}

/** The time of the first event of a kind. */
export interface EventTime {
  readonly kind: "event";
  readonly event: RunEvent["kind"];
}

/**
 * The first time at which w1·r1 + w2·r2 ≥ level, or by how much more than at the start. A straight line of
 * the log plane, so that exact solutions can say where on their path it lies, and from there when.
 */
export interface LevelTime {
  readonly kind: "level";
  /** (w1, w2). */
  readonly weights: readonly [number, number];
  /** Whether `level` counts from what the sum was at the start. */
  readonly sinceStart: boolean;
  level(targets: Setting["targets"]): number;
}

/** The first time at which any other function of (r1, r2) is no longer negative. */
export interface CrossingTime {
  readonly kind: "crossing";
  /** The function; undefined where there is nothing to be reached. */
  mark(start: Pick<Place, "r1" | "r2">, setting: Setting): Mark | undefined;
}

/** A function of start and end. */
export interface OfEnds {
  readonly kind: "ends";
  value(ends: Ends, setting: Setting): number | null;
}

/** What it takes to have seen the whole trajectory for: runs only, neither previews nor sweeps. */
export interface OfJourney {
  readonly kind: "journey";
  value(journey: Journey, setting: Setting): number | null;
}

/** How a metric is computed. Runs, previews and sweeps all go by this. */
export type Computed = EventTime | LevelTime | CrossingTime | OfEnds | OfJourney;

/** What a metric is measured in. */
export type MetricUnit = "time" | "probability ratio" | "ratio of updates" | "share of time";

/** What every metric says of itself. */
interface Described {
  /** In words, for the README: no capital, no full stop. */
  readonly definition: string;
  /** Whether a run that failed, so that its end is not known, has none. */
  readonly ofTheEnd: boolean;
  readonly labels: {
    /** In figures and their scales. */
    readonly figure: string;
    /** Heading in tables of text: short, ASCII where it can be. */
    readonly table: string;
    /** Heading on the page; a metric without one is not in its table. */
    readonly page?: string;
  };
  /** The target of the scenario that it depends on, and the symbol for it in figures. */
  readonly target?: { readonly name: keyof Setting["targets"]; readonly symbol: string };
}

/** What a metric that is a time says besides. */
interface Time {
  readonly unit: "time";
  readonly better: "less";
  /** What has happened by then, for sentences: "x₂ halved". */
  readonly reached: string;
  /** Whether the page sorts by it unasked where no run has a time listed before it. */
  readonly opening: boolean;
  /** How figures that compare by another time mark this one, where there is room. */
  readonly beside?: { readonly label: string; readonly shape: string };
}

/** What one that is no time says besides. */
interface Quantity {
  readonly unit: Exclude<MetricUnit, "time">;
  readonly better: "less" | "more";
  /** Name of the time that says most beside it. */
  readonly time: string;
}

interface Swept {
  readonly computed: Exclude<Computed, OfJourney>;
  /**
   * Makes sweeps offer it, in this place among the columns of their tables; a new one goes behind those there
   * are.
   */
  readonly sweep?: { readonly column: number };
}

interface NotSwept {
  readonly computed: OfJourney;
  readonly sweep?: undefined;
}

/** A number that summarises a run. One per file in `metrics/`. */
export type Metric = Described & (Time | Quantity) & (Swept | NotSwept);

/** A metric that is a time. */
export type TimeRecord = Extract<Metric, { unit: "time" }>;
