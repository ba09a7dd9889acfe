import { describe, expect, it } from "vitest";
import { band, dash, HUES, presets } from "../../src/figure/kit/theme.js";

/** Relative luminance of a colour. See https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe("theme", () => {
  it.each(HUES)("%s stands out from every band by 3:1 in luminance", (hue) => {
    for (const share of [0, 0.5, 1]) {
      expect((luminance(band(share)) + 0.05) / (luminance(hue) + 0.05)).toBeGreaterThanOrEqual(3);
    }
  });

  it("gives forty trajectories forty dashes", () => {
    const dashes = Array.from({ length: 40 }, (_, i) => JSON.stringify(dash(i, 2)));
    expect(new Set(dashes).size).toBe(40);
  });

  it("sets nothing smaller than 7 pt", () => {
    for (const { text, title } of Object.values(presets)) {
      expect(text).toBeGreaterThanOrEqual(7);
      expect(title).toBeGreaterThanOrEqual(text);
    }
  });
});
