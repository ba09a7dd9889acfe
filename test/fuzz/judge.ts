import { createFlow } from "../../src/model/flow.js";
import type { Panel } from "../../src/scenario/schema.js";
import type { Computed } from "./computed.js";
import { FINE, OTHER, type Precision } from "./second/follow.js";
import { type Outcome, secondOutcome } from "./second/outcome.js";

/** A number of tolerances that is a failure. */
export const TOO_FAR = 10;

/** Seconds after which a computation is one that hangs. */
export const TOO_LONG = 5;

/** Something in which a computation differs from the second integrator. */
export interface Difference {
  readonly way: Computed["way"];
  /** What differs, such as `status`, `t` or `metrics.extinctionTime`. */
  readonly what: string;
  readonly got: unknown;
  readonly expected: unknown;
  /** The error over the tolerance; Infinity where there is no number to compare. */
  readonly tolerances: number;
}

/** What has come of one scenario. */
export interface Verdict {
  readonly failures: readonly Difference[];
  /** Differences that the second integrator cannot judge, because its own error is as large. */
  readonly undecided: readonly Difference[];
  /** Differences that a change of the start by one tolerance makes, too. */
  readonly sensitive: readonly Difference[];
  readonly compared: number;
  readonly worst: number;
}

/** More accurate than FINE, to estimate its error with. */
const FINER: Precision = { stages: 7, tolerance: 1e-11 };

/** How accurately a scenario has to be integrated for its tolerance. */
const precisionFor = (relative: number): Precision => (relative < 1e-11 ? FINER : FINE);

/** Rounding of results, in units of their size. */
const ROUNDING = 4 * Number.EPSILON;

interface Quantity {
  readonly what: string;
  /** Of an outcome of the second integrator; null where there is none. */
  expected(outcome: Outcome): number | null;
  got(computed: Computed): number | null | undefined;
  /** Relative for times; absolute for log-ratios, whose error is a relative one of the ratio. */
  readonly relative: boolean;
}

const metric = (name: keyof Computed["metrics"], expected: Quantity["expected"]): Quantity => ({
  what: `metrics.${name}`,
  expected,
  got: ({ metrics }) => metrics[name],
  relative: true,
});

const logRatio = (i: 0 | 1): Quantity => ({
  what: `r${i + 1}`,
  expected: ({ r }) => r[i],
  got: ({ r }) => r?.[i],
  relative: false,
});

const QUANTITIES: readonly Quantity[] = [
  { what: "t", expected: ({ t }) => t, got: ({ t }) => t, relative: true },
  logRatio(0),
  logRatio(1),
  metric(
    "extinctionTime",
    ({ happenings }) => happenings.find(({ kind }) => kind === "extinction")?.t ?? null,
  ),
  metric("finalPreferred", ({ r }) => Math.exp(r[0])),
  metric("dispreferredHalfLife", ({ halfLife }) => halfLife),
  metric("timeToMargin", ({ timeToMargin }) => timeToMargin),
  metric("timeToLoss", ({ timeToLoss }) => timeToLoss),
];

/** Distance between two numbers in tolerances. */
function tolerancesBetween(a: number, b: number, relative: boolean, tolerance: number): number {
  if (a === b) return 0;
  // Both beyond the range of doubles, where ratios print as 0 or Infinity.
  if (!relative && a < -700 && b === -Infinity) return 0;
  if (!relative && b < -700 && a === -Infinity) return 0;
  const error = Math.abs(a - b);
  if (relative) {
    if (Math.max(a, b) < 1e-300) return 0;
    return error / (Math.abs(b) * (tolerance + ROUNDING));
  }
  return error / (tolerance + ROUNDING * Math.abs(b));
}

/** Statuses of computations that were not able to go on. */
const FAILED = ["step-limit", "non-finite", "out-of-domain", "error"];

/** The numbers in which a computation differs from an outcome by more than it may. */
function differences(computed: Computed, outcome: Outcome, settings: Panel["settings"]) {
  const { relative, absolute } = settings.tolerance;
  const found: Difference[] = [];
  let [compared, worst] = [0, 0];
  const differ = (what: string, got: unknown, expected: unknown, tolerances: number) =>
    found.push({ way: computed.way, what, got, expected, tolerances });
  const alike = computed.status === outcome.status;
  if (!alike) differ("status", computed.status, outcome.status, Number.POSITIVE_INFINITY);
  if (FAILED.includes(computed.status)) return { found, compared: 1, worst };
  for (const { what, got, expected, relative: isRelative } of QUANTITIES) {
    // Where they end differently, only what happens on the way can be compared.
    const ofTheEnd = what === "t" || what === "r1" || what === "r2" || what === "metrics.finalPreferred";
    if (ofTheEnd && !alike) continue;
    const [a, b] = [got(computed), expected(outcome)];
    if (a === undefined) continue;
    compared++;
    if (a === null || b === null) {
      // Infinity is null in what is written.
      const infinite = a === null && b !== null && !Number.isFinite(b);
      if (a !== b && !infinite) differ(what, a, b, Number.POSITIVE_INFINITY);
      continue;
    }
    const tolerances = tolerancesBetween(a, b, isRelative, isRelative ? relative : relative + absolute);
    if (Number.isFinite(tolerances)) worst = Math.max(worst, tolerances);
    if (!(tolerances <= TOO_FAR)) differ(what, a, b, tolerances);
  }
  if (computed.events) {
    const after = <T extends { kind: string; t: number }>(list: readonly T[]) =>
      list.filter(({ t }) => t > 0);
    const [mine, theirs] = [after(computed.events), after(outcome.happenings)];
    const kinds = (list: readonly { kind: string }[]) => list.map(({ kind }) => kind).join(", ");
    compared++;
    if (kinds(mine) !== kinds(theirs)) differ("events", kinds(mine), kinds(theirs), Number.POSITIVE_INFINITY);
    else
      for (const [k, { kind, t }] of mine.entries()) {
        const tolerances = tolerancesBetween(t, theirs[k].t, true, relative);
        worst = Math.max(worst, tolerances);
        if (!(tolerances <= TOO_FAR)) differ(`time of ${kind}`, t, theirs[k].t, tolerances);
      }
  }
  return { found, compared, worst };
}

/** What an outcome says under the name of a difference. */
function said(what: string, outcome: Outcome): unknown {
  if (what === "status") return outcome.status;
  if (what === "events") return outcome.happenings.map(({ kind }) => kind).join(", ");
  const quantity = QUANTITIES.find((each) => each.what === what);
  if (quantity) return quantity.expected(outcome);
  return outcome.happenings.find(({ kind }) => what === `time of ${kind}`)?.t ?? null;
}

/** Whether another outcome explains a difference: it says what the computation says, or is as far away. */
function explains({ what, got, expected }: Difference, other: Outcome, share: number): boolean {
  const value = said(what, other);
  if (typeof value === "number" && typeof expected === "number")
    return typeof got === "number" && Math.abs(value - expected) >= share * Math.abs(got - expected);
  return value !== expected;
}

/** What makes the second integrator doubt a difference. */
interface Doubts {
  /** Its own result, more accurately. */
  readonly finer: Outcome;
  /** The same from starts that are one tolerance away. */
  readonly moved: readonly Outcome[];
}

function doubtsOf(settings: Panel["settings"], precision: Precision): Doubts {
  const { a } = settings.starts;
  const { isStart } = createFlow(settings);
  const finer = precision === FINE ? FINER : OTHER;
  const starts = [-1, 1].flatMap((sign) =>
    ([0, 1] as const).map((i) => {
      const x: [number, number] = [a[0], a[1]];
      x[i] *= 1 + sign * Math.max(settings.tolerance.relative, 1e-15);
      return x;
    }),
  );
  return {
    finer: secondOutcome(settings, a, finer),
    moved: starts
      .filter(([x1, x2]) => isStart(Math.log(x1), Math.log(x2)))
      .map((x) => secondOutcome(settings, x, precision)),
  };
}

/** What is wrong whatever the numbers are. */
function disorders({ way, milliseconds, notNumbers, error }: Computed): Difference[] {
  const wrong = (what: string, got: unknown, expected: unknown): Difference => ({
    way,
    what,
    got,
    expected,
    tolerances: Number.POSITIVE_INFINITY,
  });
  return [
    ...(milliseconds > 1000 * TOO_LONG
      ? [wrong("duration", `${(milliseconds / 1000).toFixed(1)} s`, `under ${TOO_LONG} s`)]
      : []),
    ...(notNumbers.length > 0 ? [wrong("not a number", notNumbers.join(", "), "numbers")] : []),
    ...(error !== undefined ? [wrong("error", error, "none")] : []),
  ];
}

/** Compares all ways in which a scenario was computed with the second integrator. */
export function judge(settings: Panel["settings"], all: readonly Computed[]): Verdict {
  const precision = precisionFor(settings.tolerance.relative);
  const outcome = secondOutcome(settings, settings.starts.a, precision);
  const failures = all.flatMap(disorders);
  const [undecided, sensitive]: [Difference[], Difference[]] = [[], []];
  let [compared, worst] = [0, 0];
  if (outcome.status === "lost") {
    const got = all.map(({ way, status }) => `${way}: ${status}`).join(", ");
    undecided.push({
      way: "run",
      what: `second integrator: ${outcome.reason}`,
      got,
      expected: "lost",
      tolerances: 0,
    });
    return { failures, undecided, sensitive, compared, worst };
  }
  let doubts: Doubts | undefined;
  for (const computed of all) {
    const result = differences(computed, outcome, settings);
    compared += result.compared;
    if (result.found.length === 0) worst = Math.max(worst, result.worst);
    for (const difference of result.found) {
      const failed = difference.what === "status" && FAILED.includes(String(difference.got));
      if (!failed) doubts ??= doubtsOf(settings, precision);
      if (doubts === undefined || failed) failures.push(difference);
      else if (explains(difference, doubts.finer, 0.2)) undecided.push(difference);
      else if (doubts.moved.some((other) => explains(difference, other, 0.1))) sensitive.push(difference);
      else failures.push(difference);
    }
  }
  return { failures, undecided, sensitive, compared, worst };
}
