import { UsageError } from "../../errors.js";
import { checkRange, checkShape } from "../../scenario/checks.js";
import { knownOptions, unknownName } from "../../scenario/oneOf.js";
import { type PictureOptions, RESOLUTIONS } from "./pictureFormat.js";

/** Every option of pictures. */
const OPTIONS = ["dpi", "interpreter"] as const satisfies readonly (keyof PictureOptions)[];

/**
 * Makes sure that there is something to draw, a format to draw it in, and that options are of their kind.
 *
 * @param remedy what to say besides of a format that is not among the known ones
 * @throws UsageError
 */
export function checkPicture(
  spec: unknown,
  format: string,
  options: PictureOptions,
  known: readonly string[],
  remedy = "",
): void {
  checkShape("spec", spec, ["$schema"], "what figure gives, awaited");
  if (!known.includes(format)) {
    throw new UsageError(`${unknownName("format: unknown", format, known).message}${remedy}`);
  }
  knownOptions("a picture", options, OPTIONS);
  const { dpi } = options;
  if (dpi !== undefined) checkRange("dpi", dpi, RESOLUTIONS, "dots per inch");
}
