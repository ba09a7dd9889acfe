import type { View } from "./spec.js";

/** How a piece of text is set. */
export interface TextStyle {
  weight?: "normal" | "bold" | number;
  style?: "normal" | "italic";
}

/**
 * Width of a line of text in points at a font size in points. `measureText` of `kit/text/measure.ts` is one.
 */
export type MeasureText = (text: string, size: number, style?: TextStyle) => number;

/** What a figure can show besides the field, the trajectories and their labels. */
export const DETAILS = ["time-ticks", "iso-labels", "diagonal", "circle"] as const;

/** One of them. */
export type Detail = (typeof DETAILS)[number];

/** Sizes of a figure for one place of publication. All lengths are in points; 1 px of SVG is 1 pt. */
export interface Preset {
  readonly name: string;
  /** Total width, legend and labels included. */
  readonly width: number;
  /** Height that a figure should not exceed much, where the place has one. */
  readonly height?: number;
  /** Tick labels, legends and labels in the plane. Never below 7. */
  readonly text: number;
  readonly title: number;
  /** Stroke of a trajectory. */
  readonly line: number;
  /** Diameter of the mark at a start. */
  readonly mark: number;
  /** Arrows of the field along each axis. */
  readonly arrows: number;
  readonly details: readonly Detail[];
}

/** Sizes by place: ACL and ICML columns, NeurIPS text width, a 16:9 slide, a screen. */
export const presets = {
  acl: { width: 218, text: 7, title: 8, line: 1.3, mark: 5, arrows: 13, details: [] },
  neurips: {
    width: 396,
    text: 8,
    title: 9.5,
    line: 1.6,
    mark: 6.5,
    arrows: 17,
    details: ["diagonal", "time-ticks", "iso-labels"],
  },
  icml: { width: 234, text: 7, title: 8, line: 1.3, mark: 5, arrows: 13, details: ["diagonal"] },
  slide: {
    width: 720,
    height: 405,
    text: 15,
    title: 19,
    line: 2.6,
    mark: 11,
    arrows: 12,
    details: ["time-ticks"],
  },
  screen: {
    width: 640,
    text: 11.5,
    title: 15,
    line: 2.2,
    mark: 9,
    arrows: 19,
    details: ["diagonal", "time-ticks", "iso-labels"],
  },
} as const satisfies Record<string, Omit<Preset, "name">>;

/** Name of a place of publication, which decides the sizes of a figure. */
export type PresetName = keyof typeof presets;

/** Their names, in order. */
export const PRESET_NAMES = Object.keys(presets) as PresetName[];

/** Everything a figure needs to know besides its data: sizes, and how wide text is. */
export interface Style {
  preset: Preset;
  measure: MeasureText;
}

/**
 * @param measure true text widths, as `measureText` of `kit/text/measure.ts` gives them
 * @param changes what differs from the preset, such as its width
 */
export function createStyle(
  name: PresetName,
  measure: MeasureText,
  changes: Partial<Pick<Preset, "width" | "details">> = {},
): Style {
  return { preset: { name, ...presets[name], ...changes }, measure };
}

/** Verdana, which DejaVu Sans was drawn to match in width, stands in where DejaVu is not installed. */
export const FONT = "DejaVu Sans, Verdana, sans-serif";

export const ink = {
  text: "#1F2328",
  muted: "#59606A",
  axis: "#8A919B",
  grid: "#E4E7EB",
  arrow: "#5B6470",
  wall: "#30363D",
  slide: "#B9BFC7",
  outside: "#F0F1F3",
  warning: "#B3261E",
  paper: "#FFFFFF",
} as const;

/**
 * Okabe–Ito hues, darkened until each keeps 3:1 in luminance against the darkest band of the background.
 *
 * @see https://jfly.uni-koeln.de/color/
 */
export const HUES = ["#0067A3", "#C24A00", "#007A5A", "#A3407F", "#111111", "#8A5A00", "#4F46A8"] as const;

/** Colours of the lowest and the highest loss; what lies between is mixed. */
export type Ramp = readonly [string, string];

/** Background bands: pale, so that arrows and trajectories stand in front. */
export const BANDS: Ramp = ["#FBFCFD", "#CBD8E6"];

/** Bands that are the subject of the figure. */
export const LANDSCAPE: Ramp = ["#F5F8FB", "#5F8DBB"];

/** Dash patterns in units of the stroke width, from solid to dotted; the empty one is solid. */
const DASHES = [
  [],
  [5, 2.2],
  [1.2, 1.8],
  [6, 2, 1.2, 2],
  [2.6, 1.4],
  [6, 1.6, 1.2, 1.6, 1.2, 1.6],
  [10, 2.5],
] as const;

/** Dash pattern in points of the i-th trajectory; no two of them are equal. */
export function dash(i: number, line: number): number[] {
  const base: readonly number[] = DASHES[i] ?? [
    8,
    2,
    ...Array.from({ length: i - DASHES.length + 2 }, () => [1.2, 1.8]).flat(),
  ];
  return base.map((unit) => unit * line);
}

/** Colour of the i-th trajectory. */
export const hue = (i: number): string => HUES[i % HUES.length];

/** The colour of a ramp at a share between 0 (lowest loss) and 1 (highest). */
export function band(share: number, ramp: Ramp = BANDS): string {
  const [low, high] = ramp.map((hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)));
  const mixed = low.map((c, i) => Math.round(c + (high[i] - c) * share));
  return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`.toUpperCase();
}

/** Vega-Lite configuration shared by every figure. */
export function themeConfig({ preset }: Style): View {
  const { text, title } = preset;
  return {
    font: FONT,
    background: ink.paper,
    padding: 2,
    view: { stroke: null },
    axis: {
      labelFontSize: text,
      titleFontSize: text,
      titleFontWeight: "normal",
      labelColor: ink.text,
      titleColor: ink.text,
      domainColor: ink.axis,
      tickColor: ink.axis,
      domainWidth: 0.75,
      tickWidth: 0.75,
      tickSize: Math.round(text / 2.5),
      labelPadding: 2,
      labelFlush: false,
      labelLimit: 0,
      titleLimit: 0,
      titlePadding: Math.round(text / 2),
      // On the data, not on the nearest whole point.
      translate: 0,
      tickRound: false,
      grid: false,
      gridColor: ink.grid,
    },
    legend: {
      labelFontSize: text,
      titleFontSize: text,
      titleFontWeight: "normal",
      labelColor: ink.text,
      titleColor: ink.muted,
      labelLimit: 0,
      titleLimit: 0,
    },
    title: {
      anchor: "start",
      frame: "bounds",
      fontSize: title,
      fontWeight: "bold",
      color: ink.text,
      subtitleFontSize: text,
      subtitleColor: ink.muted,
      subtitlePadding: Math.round(text / 3),
      offset: Math.round(text * 0.9),
      limit: 0,
    },
    text: { fontSize: text, color: ink.text },
  };
}
