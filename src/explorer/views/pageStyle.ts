import { measureText } from "../../figure/kit/text/measure.js";
import { createStyle, type Style } from "../../figure/kit/theme.js";

/** Arrows along each axis of a wide and a narrow plane; each costs the sampling of 81 points of the field. */
const ARROWS = { wide: 15, narrow: 11 } as const;

/** The style of figures on the page, as wide as they find room. */
export function pageStyle(width: number): Style {
  const { preset } = createStyle("screen", measureText, { width });
  return { preset: { ...preset, arrows: width < 420 ? ARROWS.narrow : ARROWS.wide }, measure: measureText };
}
