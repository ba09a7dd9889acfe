import { describe, expect, it } from "vitest";
import { FigureError } from "../../src/errors.js";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import type { FigureSpec, View } from "../../src/figure/kit/spec.js";
import { renderSvg } from "../../src/render/pictures/svg.js";
import { panel, style } from "../figure/fixture.js";

const figure = () => timeSeries(panel(), style("acl"));

const bars = (encoding: View, changes: View = {}): FigureSpec =>
  ({
    ...figure(),
    vconcat: undefined,
    data: { values: [{ a: 1, b: 2 }] },
    mark: "point",
    encoding,
    ...changes,
  }) as unknown as FigureSpec;

describe("SVG", () => {
  it("is the same byte for byte on every run", async () => {
    const first = await renderSvg(figure());
    await renderSvg(timeSeries(panel({ other: [0.3, 0.3] }), style("screen")));
    expect(await renderSvg(figure())).toBe(first);
  });

  it("has exactly the width of the preset, and its text as text", async () => {
    const svg = await renderSvg(figure());
    expect(svg).toMatch(/^<svg [^>]*width="218" height="\d+" viewBox="-?[\d.]+ 0 218 \d+">/);
    expect(svg).toContain(">A fixture</text>");
    expect(svg).toContain('font-family="DejaVu Sans, Verdana, sans-serif"');
  });

  it("refuses a width that cannot hold the figure", async () => {
    const spec = figure();
    spec.usermeta["dpo-flow"].width = 100;
    await expect(renderSvg(spec)).rejects.toThrow(/needs \d+ pt but 100 pt were asked for/);
  });

  it("takes a warning of Vega-Lite for an error", async () => {
    const spec = bars({ x: { field: "a", type: "quantitative", scale: { type: "log", zero: true } } });
    await expect(renderSvg(spec)).rejects.toThrow(FigureError);
    await expect(renderSvg(spec)).rejects.toThrow(/zero/);
  });

  it("names a glyph that the font lacks", async () => {
    const lost = timeSeries(panel({ 弱い: [0.1, 0.1] }), style("acl"));
    await expect(renderSvg(lost)).rejects.toThrow('no glyph for "弱" (U+5F31) in "弱い"');
  });

  it("refuses a number that is not finite", async () => {
    const spec = bars(
      { x: { field: "a", type: "quantitative" } },
      { mark: { type: "point", size: { expr: "0/0" } } },
    );
    await expect(renderSvg(spec)).rejects.toThrow(FigureError);
  });
});
