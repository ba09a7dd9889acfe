/** A row of inline data. */
export type Row = Record<string, string | number | boolean | null>;

/** One Vega-Lite view, layer or concatenation, as plain JSON. */
export type View = Record<string, unknown>;

/** What a figure was made from, kept inside the figure so that it can be made again. */
export interface Provenance {
  figure: string;
  preset: string;
  /** Total width in points. */
  width: number;
  [setting: string]: unknown;
}

/** A figure before its numbers are rounded. */
export interface Unfinished extends View {
  /** Alternative text: what was computed and what came out. */
  description: string;
  title: { text: string | string[]; subtitle?: string | string[] };
  usermeta: { "dpo-flow": Provenance };
  config: View;
}

/** A complete Vega-Lite v6 specification with its data inline. */
export interface FigureSpec extends Unfinished {
  $schema: string;
}

const SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

/**
 * A number with six significant digits, the precision of figure data: what a picture cannot show is not
 * written, and JavaScript engines that differ in the last bit of `Math.exp` write the same figure.
 */
export function significant(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(6));
}

function rounded(value: unknown): unknown {
  if (typeof value === "number") return significant(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rounded(part)]));
}

/** A figure ready to be written: its numbers rounded, except for the settings it was made from. */
export const finished = (spec: Unfinished): FigureSpec => ({
  $schema: SCHEMA,
  ...(rounded(spec) as Unfinished),
  usermeta: spec.usermeta,
});

/** A channel that takes its number from the data as it stands, without a scale. */
export const raw = (field: string) => ({ field, type: "quantitative", scale: null });
