import { UsageError } from "../errors.js";
import type { FigureSpec } from "../figure/spec.js";

/** A way to write a figure. */
export interface Format {
  /** Name of the format and extension of its files. */
  name: string;
  render(spec: FigureSpec): Promise<string | Uint8Array>;
}

/** Every format by name; a new one is one line here. The renderers are heavy and load when first used. */
const FORMATS: Record<string, Format> = {
  svg: { name: "svg", render: async (spec) => (await import("../render/svg.js")).renderSvg(spec) },
};

const NONE = "none";

/** The values that `--format` takes. */
export const FORMAT_NAMES = [...Object.keys(FORMATS), NONE];

/**
 * Reads a list of formats such as `svg,pdf`; `none` stands alone and means no figure at all.
 *
 * @throws UsageError naming the known ones
 */
export async function parseFormats(text: string): Promise<Format[]> {
  const names = [...new Set(text.split(",").map((name) => name.trim().toLowerCase()))];
  if (names.length > 1 && names.includes(NONE)) {
    throw new UsageError(`--format: "none" means no figure, so it cannot stand beside others`);
  }
  if (names[0] === NONE) return [];
  const unknown = names.find((name) => !Object.hasOwn(FORMATS, name));
  if (unknown !== undefined) {
    const { didYouMean } = await import("../scenario/suggest.js");
    const hint = didYouMean(unknown, FORMAT_NAMES);
    throw new UsageError(
      `--format: unknown format ${JSON.stringify(unknown)}; known: ${FORMAT_NAMES.join(", ")}${hint}`,
    );
  }
  return names.map((name) => FORMATS[name]);
}
