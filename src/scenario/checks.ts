import { UsageError } from "../errors.js";
import { description } from "./expectation.js";
import { didYouMean } from "./suggest.js";

// What callers pass is checked where it comes in: types tell only those who compile against them.

/** What is said of something that was expected to be something else. */
export const unexpected = (what: string, expected: string, got: unknown): UsageError =>
  new UsageError(`${what}: ${got === undefined ? "missing; " : ""}expected ${expected}${gotten(got)}`);

const gotten = (got: unknown) => (got === undefined ? "" : `, got ${description(got)}`);

/**
 * What is said of a name that there is not: the known ones, and the nearest.
 *
 * @param problem what is unknown and where, such as `--by: unknown metric`
 */
export function unknownName(problem: string, name: unknown, known: readonly string[]): UsageError {
  const hint = typeof name === "string" ? didYouMean(name, known) : "";
  const shown = typeof name === "string" ? JSON.stringify(name) : description(name);
  return new UsageError(`${problem} ${shown}; known: ${known.join(", ")}${hint}`);
}

/**
 * One of some names.
 *
 * @param problem what to say of another, such as `--by: unknown metric`
 * @throws UsageError for another
 */
export function oneOf<Name extends string>(problem: string, name: unknown, known: readonly Name[]): Name {
  const found = known.find((each) => each === name);
  if (found === undefined) throw unknownName(problem, name, known);
  return found;
}

/** @throws UsageError where an option has a name that is not known; one that is undefined counts as left out */
export function knownOptions(of: string, options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) oneOf(`${of}: unknown option`, name, known);
  }
}

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

/** @throws UsageError where a value has not the keys of what it should be */
export function checkShape(what: string, value: unknown, keys: readonly string[], expected: string): void {
  const has = (key: string) => typeof value === "object" && value !== null && key in value;
  if (!keys.every(has)) throw unexpected(what, expected, value);
}
