import { FigureError } from "../../../errors.js";
import type { TextStyle } from "../theme.js";
import { FONT_METRICS } from "./fontMetrics.js";
import { pieces, subscriptSize } from "./subscript.js";

export type FontFace = keyof typeof FONT_METRICS;

/** The face of the figure font that draws text of a style. */
export function faceOf({ weight, style }: TextStyle): FontFace {
  const bold = weight === "bold" || Number(weight) >= 600;
  if (style === "italic") return bold ? "bold italic" : "italic";
  return bold ? "bold" : "normal";
}

/** Advance width by code point, in units of the font. */
const decoded = new Map<FontFace, Map<number, number>>();

function advancesOf(face: FontFace): Map<number, number> {
  let widths = decoded.get(face);
  if (!widths) {
    widths = new Map();
    const { advances } = FONT_METRICS[face];
    let code = 0;
    for (let run = 0; run < advances.length; run += 3) {
      code += advances[run];
      for (let i = 0; i < advances[run + 1]; i++) widths.set(code++, advances[run + 2]);
    }
    decoded.set(face, widths);
  }
  return widths;
}

/** Width of the empty box that stands for a missing character. */
const MISSING = 1229;

/**
 * Width in units of the font, with kerning and ligatures; a character the font lacks is as wide as its box.
 */
function unitsOf(text: string, face: FontFace): number {
  const widths = advancesOf(face);
  const { pairs } = FONT_METRICS[face];
  let sum = 0;
  let before = "";
  for (const character of text) {
    sum += widths.get(character.codePointAt(0) ?? 0) ?? MISSING;
    sum += pairs[before + character] ?? 0;
    before = character;
  }
  return sum;
}

/**
 * Widths in em of what stands on the line and below it, by face and text: layout asks for the same few again
 * and again.
 */
const measured = new Map<string, readonly [onLine: number, lowered: number]>();

/**
 * Width of a line of text as the font sets it, with kerning, ligatures and indices.
 *
 * @param size font size in points
 * @returns    advance width in points
 */
export function measureText(text: string, size: number, style: TextStyle = {}): number {
  const face = faceOf(style);
  const key = `${face}\n${text}`;
  let widths = measured.get(key);
  if (!widths) {
    const units = [0, 0];
    for (const piece of pieces(text)) units[Number(piece.lowered)] += unitsOf(piece.text, face);
    const { unitsPerEm } = FONT_METRICS[face];
    widths = [units[0] / unitsPerEm, units[1] / unitsPerEm];
    if (measured.size > 10_000) measured.clear();
    measured.set(key, widths);
  }
  return (widths[0] + widths[1] * subscriptSize(size)) * size;
}

/**
 * Makes sure that the font can draw every character of a text.
 *
 * @throws FigureError that names the first character it cannot draw, which would come out as an empty box
 */
export function requireGlyphs(text: string, style: TextStyle = {}): void {
  const widths = advancesOf(faceOf(style));
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (widths.has(code)) continue;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    throw new FigureError(
      `the figure font has no glyph for ${JSON.stringify(character)} (${name}) in ${JSON.stringify(text)}; use another label or title`,
    );
  }
}
