import { UsageError } from "../../errors.js";
import { checkShape } from "../../scenario/checks.js";
import { unknownName } from "../../scenario/oneOf.js";

/**
 * Makes sure that there is something to draw, and a format to draw it in.
 *
 * @param remedy what to say besides of a format that is not among the known ones
 * @throws UsageError
 */
export function checkPicture(spec: unknown, format: string, known: readonly string[], remedy = ""): void {
  checkShape("spec", spec, ["$schema"], "what figure gives, awaited");
  if (known.includes(format)) return;
  throw new UsageError(`${unknownName("format: unknown", format, known).message}${remedy}`);
}
