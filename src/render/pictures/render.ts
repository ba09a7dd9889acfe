import type { FigureSpec } from "../../figure/kit/spec.js";
import { checkPicture } from "./checkPicture.js";
import type { PictureFormat, PictureOptions } from "./pictureFormat.js";
import { PURE_FORMATS } from "./registry.js";

/** Name of a format that needs nothing but computation. */
export type PureFormatName = keyof typeof PURE_FORMATS;

/** What the formats of a registry give: text or bytes, by name. */
export type Contents<Formats extends Record<string, PictureFormat>> = {
  [Name in keyof Formats]: Awaited<ReturnType<Formats[Name]["render"]>>;
};

const formats: { [Name in PureFormatName]: PictureFormat<Contents<typeof PURE_FORMATS>[Name]> } =
  PURE_FORMATS;

/**
 * Draws a figure, or gives the specification of its drawing, as text.
 *
 * @param format `svg`, `vl` (Vega-Lite) or `vg` (Vega); PDF and PNG are made by `render` of `dpo-flow/node`
 * @returns      the same text on every run
 * @throws UsageError  for a format that there is not, or where `spec` is no figure
 * @throws FigureError where the figure cannot be drawn as asked
 * @example
 * ```js
 * import { figure, loadScenario, render, simulate } from "dpo-flow";
 *
 * const { panels } = simulate(loadScenario("weak-sft"));
 * const svg = await render(await figure("time-series", panels[0], { preset: "acl" }), "svg");
 * console.log(svg.slice(0, 4), svg.includes('width="218"'));
 * // <svg true
 * ```
 */
export async function render<Name extends PureFormatName>(
  spec: FigureSpec,
  format: Name,
  options: PictureOptions = {},
): Promise<Contents<typeof PURE_FORMATS>[Name]> {
  checkPicture(
    spec,
    format,
    options,
    Object.keys(formats),
    "; PDF and PNG are made by render of dpo-flow/node",
  );
  return formats[format].render(spec, options);
}
