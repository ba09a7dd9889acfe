import { UsageError } from "../../errors.js";

/** More cells than fit into the memory of any machine this runs on. */
export const MAX_CELLS = 2 ** 28;

/**
 * A whole number from `least` to `most` in the text of an option.
 *
 * @throws UsageError
 */
export function wholeNumber(
  option: string,
  text: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `${option}: expected a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`,
  );
}
