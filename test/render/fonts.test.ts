import { describe, expect, it } from "vitest";
import { FigureError } from "../../src/errors.js";
import { measureText, requireGlyphs } from "../../src/render/fonts.js";

describe("fonts", () => {
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

  it("sets bold wider", () => {
    expect(measureText("margin", 10, { weight: "bold" })).toBeGreaterThan(measureText("margin", 10));
  });

  it("has every sign that figures use, and says which it lacks", () => {
    expect(() => requireGlyphs("π_θ(y_w | x) = β·σ × 10⁻³ ≤ ∞ … −∇L x₁ ○→■")).not.toThrow();
    expect(() => requireGlyphs("好")).toThrow(FigureError);
  });
});
