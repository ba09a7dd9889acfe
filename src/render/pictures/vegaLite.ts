import type { PictureFormat } from "./pictureFormat.js";

/**
 * The Vega-Lite specification itself: what the Vega editor and Altair open, and what a figure is made again
 * from.
 */
export const vegaLite: PictureFormat<string> = {
  title: "Vega-Lite specification",
  extension: "vl.json",
  mediaType: "application/vnd.vegalite.v6+json",
  kind: "specification",
  heeds: [],
  render: async (spec) => `${JSON.stringify(spec)}\n`,
};
