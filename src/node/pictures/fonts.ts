import { createRequire } from "node:module";
import { type FontFace, faceOf } from "../../figure/kit/text/measure.js";
import type { TextStyle } from "../../figure/kit/theme.js";

const { resolve } = createRequire(import.meta.url);

const FILES: Readonly<Record<FontFace, string>> = {
  normal: "DejaVuSans.ttf",
  bold: "DejaVuSans-Bold.ttf",
  italic: "DejaVuSans-Oblique.ttf",
  "bold italic": "DejaVuSans-BoldOblique.ttf",
};

/** Absolute path of the font file that draws text of this style. */
export function fontFile(style: TextStyle = {}): string {
  return resolve(`dejavu-fonts-ttf/ttf/${FILES[faceOf(style)]}`);
}

/** Absolute paths of every font file a figure may use. */
export function fontFiles(): string[] {
  return Object.values(FILES).map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
