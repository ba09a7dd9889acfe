import { PICTURE_FORMATS } from "../node/pictures/registry.js";
import type { PictureFormat } from "../render/pictures/pictureFormat.js";

/** A format with the name that `--format` calls it by. */
export interface Format extends PictureFormat {
  name: string;
}

/** Every format there is. */
export const FORMATS: readonly Format[] = Object.entries(PICTURE_FORMATS).map(([name, format]) => ({
  name,
  ...format,
}));

/** Those that `run` and its like write; each figure has its Vega-Lite specification beside it anyway. */
export const DRAWINGS = FORMATS.filter(({ kind }) => kind === "drawing");
const SPECIFICATIONS = FORMATS.filter(({ kind }) => kind === "specification");

/** Extensions of all files that figures may come in. */
export const EXTENSIONS = FORMATS.map(({ extension }) => extension);

/** Names of the formats whose pictures have a resolution. */
export const RASTER_NAMES = FORMATS.filter(({ heeds }) => heeds.includes("dpi")).map(({ name }) => name);

/** What stands for no figure at all. */
export const NONE = "none";

/** The values that `--format` of commands that write folders takes. */
export const FORMAT_NAMES = [...DRAWINGS.map(({ name }) => name), NONE];

/** The values that `--format` of commands that write one file takes. */
export const SINGLE_FORMAT_NAMES = [...DRAWINGS, ...SPECIFICATIONS].map(({ name }) => name);

/** Every format of a single file, with what it is where its name does not say it. */
export const FORMAT_LIST = [...DRAWINGS, ...SPECIFICATIONS]
  .map(({ name, title }) => (name === title.toLowerCase() ? name : `${name} (${title})`))
  .join(", ");
