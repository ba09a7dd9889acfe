import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { renderPdf } from "../../src/node/pictures/pdf.js";
import { panel, style } from "../figure/fixture.js";

const figure = () => timeSeries(panel(), style("acl"));

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Every compressed stream of a PDF, inflated. */
function streams(pdf: Uint8Array): string[] {
  const text = latin(pdf);
  return [...text.matchAll(/\/FlateDecode\s*>>\s*stream\r?\n/g)].map((match) => {
    const start = match.index + match[0].length;
    return latin(inflateSync(pdf.subarray(start, text.indexOf("endstream", start))));
  });
}

/** The text as a reader of the PDF finds it: glyphs, led back to characters by the fonts' own tables. */
function textOf(pdf: Uint8Array): string {
  const all = streams(pdf);
  const fonts = all
    .filter((stream) => stream.includes("beginbfrange"))
    .map((stream) => {
      const list = /> \[([^\]]*)\]/.exec(stream)?.[1] ?? "";
      return [...list.matchAll(/<([0-9a-f ]+)>/g)].map(([, codes]) =>
        String.fromCharCode(...codes.split(" ").map((code) => Number.parseInt(code, 16))),
      );
    });
  const content = all.find((stream) => stream.includes(" Tf")) ?? "";
  let font = 0;
  return [...content.matchAll(/\/F(\d+) [\d.]+ Tf|<([0-9a-f]+)> Tj|ET/g)]
    .map(([token, name, glyphs]) => {
      if (name) font = Number(name) - 1;
      if (!glyphs) return token === "ET" ? "\n" : "";
      return (glyphs.match(/.{4}/g) ?? []).map((glyph) => fonts[font][Number.parseInt(glyph, 16)]).join("");
    })
    .join("");
}

describe("PDF", () => {
  it("has exactly the width of the preset in points", async () => {
    expect(latin(await renderPdf(figure()))).toMatch(/\/MediaBox \[0 0 218 \d+\]/);
  });

  it("embeds subsets of the figure font, and no Type 3 font", async () => {
    const pdf = latin(await renderPdf(figure()));
    expect(pdf).toMatch(/\/FontName \/[A-Z]{6}\+DejaVuSans\b/);
    expect(pdf).toContain("/Subtype /CIDFontType2");
    expect(pdf).toContain("/FontFile2");
    expect(pdf).not.toContain("/Type3");
    expect(pdf.length).toBeLessThan(100_000);
  });

  it("keeps text as text", async () => {
    const lines = textOf(await renderPdf(figure())).split("\n");
    expect(lines).toContain("A fixture");
    expect(lines).toContain("preferred-absent");
    expect(lines).toContain("gradient-flow time t");
    expect(lines.join("")).toContain("πref = (1, 1)");
  });

  it("is the same byte for byte on every run", async () => {
    expect(Buffer.compare(await renderPdf(figure()), await renderPdf(figure()))).toBe(0);
  });
});
