import { describe, expect, it } from "vitest";
import { figure as figureOf } from "../../src/figure/figure.js";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { renderPng } from "../../src/node/pictures/png.js";
import { panel, style } from "../figure/fixture.js";
import { settings } from "../settings.js";

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

  it("draws a plane whose walls are far off the picture; the rasteriser ended the process there", async () => {
    const far = settings({
      loss: { name: "f-dpo", beta: 0.1, divergence: "alpha", alpha: 9e15 },
      geometry: { name: "probability" },
      domain: "simplex",
      reference: { preferred: 0.4, dispreferred: 0.3 },
      starts: { a: [0.3, 0.2] },
      figure: { plane: "probability" },
    });
    const spec = await figureOf("landscape", far);
    expect((await renderPng(spec, 72)).length).toBeGreaterThan(1000);
  });

  it("refuses more pixels than a machine holds, and fewer than one", async () => {
    await expect(renderPng(figure(), 1e6)).rejects.toThrow(/pixels, more than 134217728; choose a lower dpi/);
    await expect(renderPng(figure(), 1e-3)).rejects.toThrow(/0 × 0 pixels; choose a higher dpi/);
  });
});
