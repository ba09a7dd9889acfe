import { asCell, asRun, type Computed } from "./computed.js";
import { panelOf } from "./examine.js";

/** One of the worst cases, with values from outside. */
export interface NastyCase {
  readonly title: string;
  readonly scenario: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
}

/** Something that is not as expected. */
export interface Miss {
  readonly way: Computed["way"];
  readonly what: string;
  readonly got: unknown;
  readonly expected: unknown;
  readonly tolerances: number;
}

/** No run of these may take more evaluations. */
export const EVALUATIONS = 20_000;

/** What a computation says where the table of values names something; undefined where it has no say. */
function answer(key: string, { way, status, t, r, metrics, events }: Computed): unknown {
  const ratio = (i: 0 | 1) => r && Math.exp(r[i]);
  switch (key) {
    case "status":
      return status;
    case "t":
    case "arrival_1e-6":
    case "t (first at distance 1e-6)":
      return t;
    case "x1":
      return way === "run" ? ratio(0) : metrics.finalPreferred;
    case "x2":
      return ratio(1);
    case "x":
      return r && [ratio(0), ratio(1)];
    case "r":
      return r;
    case "log x1":
      return way === "run" ? r?.[0] : logOf(metrics.finalPreferred);
    case "log x2":
      return r?.[1];
    case "arrival":
      return t === undefined ? undefined : [t];
    case "timeToLoss":
    case "extinctionTime":
      return metrics[key];
    case "events":
      return events?.filter((event) => event.t > 0).flatMap((event) => [event.t]);
    default:
      return key.startsWith("reach-face ")
        ? events?.find(({ face }) => `reach-face ${face}` === key)?.t
        : undefined;
  }
}

const logOf = (x: number | null | undefined) => (typeof x === "number" ? Math.log(x) : x);

/** The numbers of what is expected, one after the other. */
const flat = (value: unknown): unknown[] => (Array.isArray(value) ? value.flatMap(flat) : [value]);

/** Names under which a status may go, and the first number of what more is said of an arrival. */
function normalised(expected: Record<string, unknown>): [string, unknown][] {
  const rests = expected.status === "rest";
  return Object.entries(expected).flatMap(([key, value]): [string, unknown][] => {
    if (key === "status" && rests) return [[key, "stationary"]];
    // Beside the time of the last sample there is that of the arrival, at which a run ends.
    if (key === "t" && rests) return [];
    if (key === "arrival") return rests ? [[key, flat(value)[0]]] : [];
    if (key === "events") return [[key, flat(value).filter((x) => typeof x === "number")]];
    return typeof value === "string" && key !== "status" ? [] : [[key, value]];
  });
}

/** Log-ratios have an absolute error, everything else a relative one. */
const isLog = (key: string) => key === "r" || key.startsWith("log ");

/** Rounding of what is printed and read. */
const ROUNDING = 4 * Number.EPSILON;

/** What is not as it should be in one of the ways of computing a case. */
export function missesOf({ scenario, expected }: NastyCase): Miss[] {
  const panel = panelOf(scenario);
  const { relative, absolute } = panel.settings.tolerance;
  const all = [asRun(panel.settings), asCell(panel, "exact"), asCell(panel, "odex")].flatMap(
    (each) => each ?? [],
  );
  const misses: Miss[] = [];
  for (const computed of all) {
    const { way } = computed;
    const miss = (what: string, got: unknown, wanted: unknown, tolerances = Number.POSITIVE_INFINITY) =>
      misses.push({ way, what, got, expected: wanted, tolerances });
    if (computed.milliseconds > 5000) miss("duration", computed.milliseconds, "under 5 s");
    if ((computed.evaluations ?? 0) > EVALUATIONS)
      miss("evaluations", computed.evaluations, `up to ${EVALUATIONS}`);
    if (computed.notNumbers.length > 0) miss("not a number", computed.notNumbers, "numbers");
    for (const [key, value] of normalised(expected)) {
      const said = answer(key, computed);
      if (said === undefined) continue;
      const [got, wanted] = [flat(said), flat(value)];
      if (got.length !== wanted.length) miss(key, said, value);
      for (const [i, b] of wanted.entries()) {
        const a = got[i];
        if (typeof a !== "number" || typeof b !== "number") {
          if (a !== b) miss(key, a, b);
          continue;
        }
        const error = Math.abs(a - b);
        const scale = isLog(key)
          ? relative + absolute + ROUNDING * Math.abs(b)
          : (relative + ROUNDING) * Math.abs(b);
        const tolerances = error === 0 ? 0 : error / scale;
        if (!(tolerances <= 10)) miss(key, a, b, tolerances);
      }
    }
  }
  return misses;
}
