import type { PictureFormat } from "./pictureFormat.js";

/** The Vega specification that the Vega-Lite one stands for: for programs that know no Vega-Lite. */
export const vega: PictureFormat<string> = {
  title: "Vega specification",
  extension: "vg.json",
  mediaType: "application/vnd.vega.v6+json",
  kind: "specification",
  heeds: [],
  render: async (spec) => {
    const { compileSpec } = await import("./layOut.js");
    return `${JSON.stringify(compileSpec(spec))}\n`;
  },
};
