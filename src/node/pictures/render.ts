import type { FigureSpec } from "../../figure/kit/spec.js";
import { checkPicture } from "../../render/pictures/checkPicture.js";
import type { PictureFormat, PictureOptions } from "../../render/pictures/pictureFormat.js";
import type { Contents } from "../../render/pictures/render.js";
import { PICTURE_FORMATS, type PictureFormatName } from "./registry.js";

const formats: { [Name in PictureFormatName]: PictureFormat<Contents<typeof PICTURE_FORMATS>[Name]> } =
  PICTURE_FORMATS;

/**
 * Draws a figure in any format: `svg`, `vl` and `vg` give text, `pdf` and `png` bytes.
 *
 * @param options `dpi` is the resolution of a PNG, 300 unless given
 * @returns       the same content on every run
 * @throws UsageError  for a format that there is not, or where `spec` is no figure
 * @throws FigureError where the figure cannot be drawn as asked
 * @example
 * ```js
 * import { figure, loadScenario, simulate } from "dpo-flow";
 * import { render, writeFile } from "dpo-flow/node";
 *
 * const [panel] = simulate(loadScenario("weak-sft")).panels;
 * const pdf = await render(await figure("time-series", panel, { preset: "neurips" }), "pdf");
 * writeFile("figure.pdf", pdf);
 * console.log(new TextDecoder().decode(pdf.subarray(0, 5)));
 * // %PDF-
 * ```
 */
export async function render<Name extends PictureFormatName>(
  spec: FigureSpec,
  format: Name,
  options: PictureOptions = {},
): Promise<Contents<typeof PICTURE_FORMATS>[Name]> {
  checkPicture(spec, format, options, Object.keys(formats));
  return formats[format].render(spec, options);
}
