import { UsageError } from "../errors.js";
import { description } from "./expectation.js";
import { didYouMean } from "./suggest.js";

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

/**
 * @throws UsageError where an option has a name that is not known; one that is undefined counts as left out
 */
export function knownOptions(of: string, options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined) oneOf(`${of}: unknown option`, name, known);
  }
}
