import type { crc32 } from "node:zlib";
import { FigureError } from "../../errors.js";
import type { FigureSpec } from "../../figure/kit/spec.js";
import type { PictureFormat } from "../../render/pictures/pictureFormat.js";
import { renderSvg, sizeOf } from "../../render/pictures/svg.js";

const POINTS_PER_INCH = 72;
const METRES_PER_INCH = 0.0254;

/**
 * Most pixels of a picture, at 4 bytes each: half a gigabyte, and as much as a poster of 84 × 119 cm at 300 dpi needs.
 */
const MOST_PIXELS = 2 ** 27;

/** Bytes before the first chunk after the header: signature and IHDR. */
const HEADER = 33;

/** The PNG with its resolution written into it, so that programs place it at its size in points. */
function withResolution(png: Uint8Array, dpi: number, checksum: typeof crc32): Uint8Array {
  const chunk = Buffer.alloc(21);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  chunk.writeUInt32BE(9, 0);
  chunk.write("pHYs", 4, "latin1");
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(checksum(chunk.subarray(4, 17)), 17);
  return Buffer.concat([png.subarray(0, HEADER), chunk, png.subarray(HEADER)]);
}

/** @throws FigureError where a picture would have no pixel, or more than a machine can be asked to hold */
function checkPixels(svg: string, dpi: number): void {
  const [width, height] = sizeOf(svg).map((points) => Math.round((points * dpi) / POINTS_PER_INCH));
  if (width < 1 || height < 1)
    throw new FigureError(`a PNG of ${width} × ${height} pixels; choose a higher dpi`);
  if (width * height > MOST_PIXELS) {
    throw new FigureError(
      `a PNG of ${width} × ${height} pixels, more than ${MOST_PIXELS}; choose a lower dpi or a smaller width, or PDF`,
    );
  }
}

/**
 * Renders a figure as PNG with the figure font, whatever fonts the machine has.
 *
 * @param dpi dots per inch of the figure's width in points, > 0
 * @throws FigureError where the figure cannot be drawn as asked, as `renderSvg` does
 */
export async function renderPng(spec: FigureSpec, dpi = 300): Promise<Uint8Array> {
  const [{ Resvg }, { fontFiles }, { crc32 }] = await Promise.all([
    import("@resvg/resvg-js"),
    import("./fonts.js"),
    import("node:zlib"),
  ]);
  const svg = await renderSvg(spec);
  checkPixels(svg, dpi);
  const image = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: "DejaVu Sans" },
    fitTo: { mode: "zoom", value: dpi / POINTS_PER_INCH },
  }).render();
  return withResolution(image.asPng(), dpi, crc32);
}

/** Portable Network Graphics: for slides and for programs that draw no vectors. */
export const png: PictureFormat<Uint8Array> = {
  title: "PNG",
  extension: "png",
  mediaType: "image/png",
  kind: "drawing",
  heeds: ["dpi"],
  render: (spec, { dpi } = {}) => renderPng(spec, dpi),
};
