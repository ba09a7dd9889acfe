import type { PictureFormat } from "../../render/pictures/pictureFormat.js";
import { PURE_FORMATS } from "../../render/pictures/registry.js";
import { pdf } from "./pdf.js";
import { png } from "./png.js";

/** Every format by name. */
export const PICTURE_FORMATS = {
  ...PURE_FORMATS,
  pdf,
  png,
} as const satisfies Record<string, PictureFormat>;

/** Name of a format. */
export type PictureFormatName = keyof typeof PICTURE_FORMATS;
