import { describe, expect, it } from "vitest";
import { timeSeries } from "../../src/figure/kinds/timeSeries/timeSeries.js";
import { PICTURE_FORMATS } from "../../src/node/pictures/registry.js";
import type { PictureFormat } from "../../src/render/pictures/pictureFormat.js";
import { PURE_FORMATS } from "../../src/render/pictures/registry.js";
import { panel, style } from "../figure/fixture.js";

const figure = () => timeSeries(panel(), style("acl"));

const formats = Object.entries<PictureFormat>(PICTURE_FORMATS);
const bytes = (content: string | Uint8Array) => Buffer.from(content);

describe("picture formats", () => {
  it("have names and extensions of their own", () => {
    const extensions = formats.map(([, { extension }]) => extension);
    expect(new Set(extensions).size).toBe(formats.length);
    for (const [name, { extension, mediaType }] of formats) {
      // An extension is how a file says its format, so it begins with the name that --format takes.
      expect(extension.split(".")[0]).toBe(name);
      expect(mediaType).toMatch(/^(image|application|text)\/[a-z0-9.+-]+$/);
    }
  });

  it("hold all that need nothing but computation", () => {
    expect(PICTURE_FORMATS).toMatchObject(PURE_FORMATS);
  });

  it.each(formats)("%s is not empty, and the same on every run", async (_name, format) => {
    const first = bytes(await format.render(figure()));
    expect(first.length).toBeGreaterThan(100);
    expect(first.equals(bytes(await format.render(figure())))).toBe(true);
  });

  it.each(formats)("%s heeds the resolution only if it says so", async (_name, format) => {
    const [coarse, fine] = [
      await format.render(figure(), { dpi: 72 }),
      await format.render(figure(), { dpi: 144 }),
    ];
    expect(bytes(coarse).equals(bytes(fine))).toBe(!format.heeds.includes("dpi"));
  });
});
