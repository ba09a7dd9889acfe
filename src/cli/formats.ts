import { UsageError } from "../errors.js";
import { PICTURE_FORMATS } from "../node/pictures/registry.js";
import type { PictureFormat } from "../render/pictures/pictureFormat.js";

/** A format with the name that `--format` calls it by. */
export interface Format extends PictureFormat {
  name: string;
}

const FORMATS: readonly Format[] = Object.entries(PICTURE_FORMATS).map(([name, format]) => ({
  name,
  ...format,
}));

/** Those that `run` and its like write; each figure has its Vega-Lite specification beside it anyway. */
const DRAWINGS = FORMATS.filter(({ kind }) => kind === "drawing");
const SPECIFICATIONS = FORMATS.filter(({ kind }) => kind === "specification");

/** Extensions of all files that figures may come in. */
export const EXTENSIONS = FORMATS.map(({ extension }) => extension);

/** Names of the formats whose pictures have a resolution. */
export const RASTER_NAMES = FORMATS.filter(({ heeds }) => heeds.includes("dpi")).map(({ name }) => name);

const NONE = "none";

/** The values that `--format` of commands that write folders takes. */
export const FORMAT_NAMES = [...DRAWINGS.map(({ name }) => name), NONE];

/** The values that `--format` of commands that write one file takes. */
export const SINGLE_FORMAT_NAMES = [...DRAWINGS, ...SPECIFICATIONS].map(({ name }) => name);

/** Every format of a single file, with what it is where its name does not say it. */
export const FORMAT_LIST = [...DRAWINGS, ...SPECIFICATIONS]
  .map(({ name, title }) => (name === title.toLowerCase() ? name : `${name} (${title})`))
  .join(", ");

/**
 * Reads a list of formats such as `svg,pdf`; `none` stands alone and means no figure at all.
 *
 * @throws UsageError naming the known ones
 */
export async function parseFormats(text: string): Promise<Format[]> {
  const names = [...new Set(text.split(",").map((name) => name.trim().toLowerCase()))];
  if (names.length > 1 && names.includes(NONE)) {
    throw new UsageError(`--format: "none" means no figure, so it cannot stand beside others`);
  }
  if (names[0] === NONE) return [];
  return Promise.all(names.map((name) => find(name, DRAWINGS, FORMAT_NAMES)));
}

/**
 * Reads the format of a single file.
 *
 * @throws UsageError naming the known ones
 */
export const parseFormat = (name: string): Promise<Format> =>
  find(name.trim().toLowerCase(), FORMATS, SINGLE_FORMAT_NAMES);

async function find(name: string, formats: readonly Format[], known: readonly string[]): Promise<Format> {
  const format = formats.find((each) => each.name === name);
  if (format) return format;
  const { didYouMean } = await import("../scenario/suggest.js");
  const hint = didYouMean(name, known);
  throw new UsageError(`--format: unknown format ${JSON.stringify(name)}; known: ${known.join(", ")}${hint}`);
}
