import { describe, expect, it } from "vitest";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { renderPng } from "../../src/node/pictures/png.js";
import { panel, style } from "../figure/fixture.js";

const figure = () => timeSeries(panel(), style("acl"));

describe("PNG", () => {
  it.each([72, 300])("is as wide as its dots per inch ask for at %i", async (dpi) => {
    const png = Buffer.from(await renderPng(figure(), dpi));
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(Math.abs(png.readUInt32BE(16) - (218 * dpi) / 72)).toBeLessThan(1);
  });

  it("states its resolution", async () => {
    const png = Buffer.from(await renderPng(figure(), 300));
    const at = png.indexOf("pHYs");
    expect(png.readUInt32BE(at + 4)).toBe(11811);
    expect(png.readUInt8(at + 12)).toBe(1);
  });

  it("is the same byte for byte on every run", async () => {
    expect(Buffer.compare(await renderPng(figure()), await renderPng(figure()))).toBe(0);
  });
});
