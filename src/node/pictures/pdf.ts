import { FigureError } from "../../errors.js";
import type { FigureSpec } from "../../figure/kit/spec.js";
import type { PictureFormat } from "../../render/pictures/pictureFormat.js";
import { renderSvg, sizeOf } from "../../render/pictures/svg.js";

/** The date of every file: a clock would make the same figure differ from run to run. */
const DATE = new Date(Date.UTC(2024, 3, 6));

/**
 * Renders a figure as a vector PDF of exactly its width: text as text in embedded subsets of the figure font,
 * no Type 3 fonts. The same specification gives the same bytes on every run.
 *
 * @throws FigureError where the figure cannot be drawn as asked, as `renderSvg` does
 */
export async function renderPdf(spec: FigureSpec): Promise<Uint8Array> {
  const [{ default: PDFDocument }, { default: svgToPdf }, { fontFile }] = await Promise.all([
    import("pdfkit"),
    import("svg-to-pdfkit"),
    import("./fonts.js"),
  ]);
  const svg = await renderSvg(spec);
  const [width, height] = sizeOf(svg);
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    font: fontFile(),
    info: {
      Title: [spec.title.text].flat().join(" "),
      Subject: spec.description,
      Creator: "dpo-flow",
      CreationDate: DATE,
      ModDate: DATE,
    },
  });
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on("end", resolve);
    document.on("error", reject);
  });
  svgToPdf(document, svg, 0, 0, {
    assumePt: true,
    width,
    height,
    fontCallback: (_family, bold, italic) =>
      fontFile({ weight: bold ? "bold" : "normal", style: italic ? "italic" : "normal" }),
    warningCallback: (message) => {
      throw new FigureError(`the figure cannot be written as PDF: ${message}`);
    },
  });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Portable Document Format: for papers. */
export const pdf: PictureFormat<Uint8Array> = {
  title: "PDF",
  extension: "pdf",
  mediaType: "application/pdf",
  kind: "drawing",
  heeds: [],
  render: (spec) => renderPdf(spec),
};
