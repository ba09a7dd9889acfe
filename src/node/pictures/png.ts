import { crc32 } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import type { FigureSpec } from "../../figure/kit/spec.js";
import { renderSvg } from "../../render/pictures/svg.js";
import { fontFiles } from "./fonts.js";

const POINTS_PER_INCH = 72;
const METRES_PER_INCH = 0.0254;

/** Bytes before the first chunk after the header: signature and IHDR. */
const HEADER = 33;

/** The PNG with its resolution written into it, so that programs place it at its size in points. */
function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = Buffer.alloc(21);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  chunk.writeUInt32BE(9, 0);
  chunk.write("pHYs", 4, "latin1");
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return Buffer.concat([png.subarray(0, HEADER), chunk, png.subarray(HEADER)]);
}

/**
 * Renders a figure as PNG with the figure font, whatever fonts the machine has.
 *
 * @param dpi dots per inch of the figure's width in points, > 0
 * @throws FigureError where the figure cannot be drawn as asked, as `renderSvg` does
 */
export async function renderPng(spec: FigureSpec, dpi = 300): Promise<Uint8Array> {
  const svg = await renderSvg(spec);
  const image = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: "DejaVu Sans" },
    fitTo: { mode: "zoom", value: dpi / POINTS_PER_INCH },
  }).render();
  return withResolution(image.asPng(), dpi);
}
