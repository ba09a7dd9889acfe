import { openSync } from "fontkit";
import { describe, expect, it } from "vitest";
import { FigureError } from "../../src/errors.js";
import { measureText, requireGlyphs } from "../../src/figure/kit/text/measure.js";
import type { TextStyle } from "../../src/figure/kit/theme.js";
import { fontFile } from "../../src/node/pictures/fonts.js";

const STYLES: TextStyle[] = [
  {},
  { weight: "bold" },
  { style: "italic" },
  { weight: "bold", style: "italic" },
];

/** The font itself, as a shaping engine sets it. */
function open(style: TextStyle) {
  const font = openSync(fontFile(style));
  if (!("layout" in font)) throw new Error("a collection");
  return font;
}

describe("measureText", () => {
  // Advance widths in the hmtx table of DejaVu Sans 2.37, in 2048ths of the font size.
  it.each([
    ["i", 569],
    ["illicit", 4774],
    ["0", 1303],
    ["π", 1233],
  ])("measures %s as the font sets it", (text, units) => {
    expect(measureText(text, 2048)).toBe(units);
    expect(measureText(text, 10)).toBeCloseTo((units * 10) / 2048, 10);
  });

  it.each(STYLES)("agrees with the shaped font, kerning and ligatures included: %o", (style) => {
    const font = open(style);
    const texts = [
      "Which SFT outcome converges fastest",
      "AVATAR, To. Ye; LT, P.",
      "fine affairs float off",
      "preferred-absent 0.05, 0.9 → 0.9014",
      "DPO, β = 0.1 · ratio geometry · π = (1, 1)",
      "−∇L · x₁ = x₂ · Δt ≤ ∞ ○ ■",
      "Größe naïve Ελληνικά Москва",
    ];
    for (const text of texts) {
      const shaped = (font.layout(text).advanceWidth / font.unitsPerEm) * 10;
      expect(Math.abs(measureText(text, 10, style) - shaped)).toBeLessThan(0.02 * shaped);
    }
  });

  it.each(STYLES)("knows every character of the font, and no other: %o", (style) => {
    const font = open(style);
    const has = new Set(font.characterSet);
    for (let code = 0x20; code < 0x3000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const text = String.fromCodePoint(code);
      if (has.has(code)) {
        expect(() => requireGlyphs(text, style)).not.toThrow();
        if (!/[_^]/.test(text)) {
          expect(measureText(text, font.unitsPerEm, style)).toBe(font.glyphForCodePoint(code).advanceWidth);
        }
      } else {
        expect(() => requireGlyphs(text, style)).toThrow(FigureError);
      }
    }
  });
});

describe("requireGlyphs", () => {
  it("has every sign that figures use, and says which it lacks", () => {
    expect(() => requireGlyphs("π_θ(y_w | x) = β·σ × 10⁻³ ≤ ∞ … −∇L x₁ ○→■")).not.toThrow();
    expect(() => requireGlyphs("ok 好")).toThrow(/no glyph for "好" \(U\+597D\) in "ok 好"/);
  });
});
