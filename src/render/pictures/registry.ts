import type { PictureFormat } from "./pictureFormat.js";
import { svg } from "./svg.js";
import { vega } from "./vega.js";
import { vegaLite } from "./vegaLite.js";

/**
 * The formats that need nothing but computation, by name. Those that need files or native code are in
 * `node/pictures`.
 */
export const PURE_FORMATS = { svg, vl: vegaLite, vg: vega } as const satisfies Record<string, PictureFormat>;
