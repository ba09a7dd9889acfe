import { UsageError } from "../errors.js";
import { description } from "./expectation.js";

// What callers pass is checked where it comes in: types tell only those who compile against them.

/** What is said of something that was expected to be something else. */
export const unexpected = (what: string, expected: string, got: unknown): UsageError =>
  new UsageError(`${what}: ${got === undefined ? "missing; " : ""}expected ${expected}${gotten(got)}`);

const gotten = (got: unknown) => (got === undefined ? "" : `, got ${description(got)}`);

/** @throws UsageError where a value is not text */
export function checkText(what: string, value: unknown, expected = "text"): void {
  if (typeof value !== "string") throw unexpected(what, expected, value);
}

/** @throws UsageError where a value is not a list of at least `least` elements */
export function checkList(what: string, value: unknown, expected: string, least = 0): void {
  if (!Array.isArray(value) || value.length < least) throw unexpected(what, expected, value);
}

/** @throws UsageError where a value is not a whole number from `least` to `most` */
export function checkWhole(what: string, value: unknown, least: number, most?: number): void {
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= (most ?? Infinity)) return;
  const range = most === undefined ? `≥ ${least}` : `from ${least} to ${most}`;
  throw unexpected(what, `a whole number ${range}`, value);
}

/** @throws UsageError where a value is not a number from `least` to `most` of a unit, such as points */
export function checkRange(
  what: string,
  value: unknown,
  { least, most }: { least: number; most: number },
  unit: string,
): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw unexpected(what, `a number of ${unit} from ${least} to ${most}`, value);
}

/** @throws UsageError where a value has not the keys of what it should be */
export function checkShape(what: string, value: unknown, keys: readonly string[], expected: string): void {
  const has = (key: string) => typeof value === "object" && value !== null && key in value;
  if (!keys.every(has)) throw unexpected(what, expected, value);
}
