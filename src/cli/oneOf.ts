import { UsageError } from "../errors.js";
import { didYouMean } from "../scenario/suggest.js";

/**
 * What is said of a name that there is not: the known ones, and the nearest.
 *
 * @param problem what is unknown and where, such as `--by: unknown metric`
 */
export const unknownName = (problem: string, name: string, known: readonly string[]): UsageError =>
  new UsageError(`${problem} ${JSON.stringify(name)}; known: ${known.join(", ")}${didYouMean(name, known)}`);

/**
 * One of some names.
 *
 * @param problem what to say of another, such as `--by: unknown metric`
 * @throws UsageError for another
 */
export function oneOf<Name extends string>(problem: string, text: string, known: readonly Name[]): Name {
  const found = known.find((name) => name === text);
  if (found === undefined) throw unknownName(problem, text, known);
  return found;
}
