import { UsageError } from "../errors.js";
import type { FigureSpec } from "../figure/kit/spec.js";

export interface RenderOptions {
  /** Resolution of raster formats, dots per inch. */
  dpi?: number;
}

/** A way to write a figure. */
export interface Format {
  name: string;
  /** Extension of its files. */
  extension: string;
  render(spec: FigureSpec, options?: RenderOptions): Promise<string | Uint8Array>;
}

/** Every format; a new one is one entry here. The renderers are heavy and load when first used. */
const FORMATS: readonly Format[] = [
  {
    name: "svg",
    extension: "svg",
    render: async (spec) => (await import("../render/pictures/svg.js")).renderSvg(spec),
  },
  {
    name: "pdf",
    extension: "pdf",
    render: async (spec) => (await import("../node/pictures/pdf.js")).renderPdf(spec),
  },
  {
    name: "png",
    extension: "png",
    render: async (spec, { dpi } = {}) => (await import("../node/pictures/png.js")).renderPng(spec, dpi),
  },
];

/** The specifications themselves; `run` and its like write the first beside every figure. */
const SPECIFICATIONS: readonly Format[] = [
  { name: "vl", extension: "vl.json", render: async (spec) => `${JSON.stringify(spec)}\n` },
  {
    name: "vg",
    extension: "vg.json",
    render: async (spec) =>
      `${JSON.stringify((await import("../render/pictures/svg.js")).compileSpec(spec))}\n`,
  },
];

/** Extensions of all files that figures may come in. */
export const EXTENSIONS = [...FORMATS, ...SPECIFICATIONS].map(({ extension }) => extension);

const NONE = "none";

/** The values that `--format` of commands that write folders takes. */
export const FORMAT_NAMES = [...FORMATS.map(({ name }) => name), NONE];

/** The values that `--format` of commands that write one file takes. */
export const SINGLE_FORMAT_NAMES = [...FORMATS, ...SPECIFICATIONS].map(({ name }) => name);

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
  return Promise.all(names.map((name) => find(name, FORMATS, FORMAT_NAMES)));
}

/**
 * Reads the format of a single file.
 *
 * @throws UsageError naming the known ones
 */
export const parseFormat = (name: string): Promise<Format> =>
  find(name.trim().toLowerCase(), [...FORMATS, ...SPECIFICATIONS], SINGLE_FORMAT_NAMES);

async function find(name: string, formats: readonly Format[], known: readonly string[]): Promise<Format> {
  const format = formats.find((each) => each.name === name);
  if (format) return format;
  const { didYouMean } = await import("../scenario/suggest.js");
  const hint = didYouMean(name, known);
  throw new UsageError(`--format: unknown format ${JSON.stringify(name)}; known: ${known.join(", ")}${hint}`);
}
