import { UsageError } from "../errors.js";
import { unknownName } from "../scenario/oneOf.js";
import { DRAWINGS, FORMAT_NAMES, FORMATS, type Format, NONE, SINGLE_FORMAT_NAMES } from "./formats.js";

/**
 * Reads a list of formats such as `svg,pdf`; `none` stands alone and means no figure at all.
 *
 * @throws UsageError naming the known ones
 */
export function parseFormats(text: string): Format[] {
  const names = [...new Set(text.split(",").map((name) => name.trim().toLowerCase()))];
  if (names.length > 1 && names.includes(NONE)) {
    throw new UsageError(`--format: "none" means no figure, so it cannot stand beside others`);
  }
  if (names[0] === NONE) return [];
  return names.map((name) => find(name, DRAWINGS, FORMAT_NAMES));
}

/**
 * Reads the format of a single file.
 *
 * @throws UsageError naming the known ones
 */
export const parseFormat = (name: string): Format =>
  find(name.trim().toLowerCase(), FORMATS, SINGLE_FORMAT_NAMES);

function find(name: string, formats: readonly Format[], known: readonly string[]): Format {
  const format = formats.find((each) => each.name === name);
  if (!format) throw unknownName("--format: unknown format", name, known);
  return format;
}
