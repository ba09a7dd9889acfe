import { FigureError } from "../../errors.js";
import type { FigureSpec } from "../../figure/kit/spec.js";
import { setSubscripts } from "../../figure/kit/text/subscript.js";
import { checkGeometry } from "./checkGeometry.js";
import type { PictureFormat } from "./pictureFormat.js";

/** A drawing wider than promised by no more than this share is drawn that much smaller. */
const SHRINKABLE = 0.05;

/** Centres the drawing in exactly the width the figure promises: layout is good to a point or two. */
function exactWidth(svg: string, width: number): string {
  return svg.replace(
    /width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"><rect width="[\d.]+"/,
    (_, drawn: string, height: string) => {
      const spare = width - Number(drawn);
      if (-spare > SHRINKABLE * width) {
        throw new FigureError(
          `the figure needs ${drawn} pt but ${width} pt were asked for; choose a larger width`,
        );
      }
      if (spare < 0) {
        const shrunk = Math.round(((Number(height) * width) / Number(drawn)) * 1000) / 1000;
        return `width="${width}" height="${shrunk}" viewBox="0 0 ${drawn} ${height}"><rect width="${drawn}"`;
      }
      const box = `viewBox="${-spare / 2} 0 ${width} ${height}"`;
      return `width="${width}" height="${height}" ${box}><rect x="${-spare / 2}" width="${width}"`;
    },
  );
}

/** Width and height of an SVG in points. */
export function sizeOf(svg: string): [number, number] {
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return [Number(width), Number(height)];
}

/** Positions to a thousandth of a point: finer is noise, and differs between JavaScript engines. */
function roundPositions(svg: string): string {
  return svg.replace(/ (?:d|transform|x|y|[xy][12])="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{4,}(?:e-?\d+)?|-?\d(?:\.\d+)?e-\d+/g, (number) =>
      String(Math.round(Number(number) * 1000) / 1000 + 0),
    ),
  );
}

/**
 * Renders a figure as SVG. The same specification gives the same bytes on every run.
 *
 * @param spec a Vega-Lite v6 specification; its `usermeta` states the exact width
 * @param interpreter as for `layOut`
 * @throws FigureError on any Vega or Vega-Lite warning, a glyph the font lacks, geometry that cannot be drawn, or a
 *         width too small for the figure
 */
export async function renderSvg(spec: FigureSpec, interpreter?: unknown): Promise<string> {
  const { layOut, toSvg } = await import("./layOut.js");
  const drawn = await toSvg(await layOut(spec, interpreter));
  const svg = exactWidth(setSubscripts(roundPositions(drawn)), spec.usermeta["dpo-flow"].width);
  const numbers = svg.replace(/ aria-[a-z]+="[^"]*"/g, "");
  checkGeometry(numbers, [spec.title.text].flat().join(" "));
  return svg;
}

/** Scalable Vector Graphics: for the web, and to work on in a drawing program. */
export const svg: PictureFormat<string> = {
  title: "SVG",
  extension: "svg",
  mediaType: "image/svg+xml",
  kind: "drawing",
  heeds: ["interpreter"],
  render: (spec, { interpreter } = {}) => renderSvg(spec, interpreter),
};
