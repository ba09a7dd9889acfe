import { band, HUES, ink } from "../../figure/kit/theme.js";

/** The colours of figures on a dark page, by their names on paper. */
const DARK_INK: Record<keyof typeof ink, string> = {
  text: "#E6E9ED",
  muted: "#A9B2BD",
  axis: "#77818D",
  grid: "#2A3139",
  arrow: "#93A0AE",
  wall: "#C3CBD4",
  slide: "#5C6774",
  outside: "#20262D",
  warning: "#FF8A80",
  paper: "#14181D",
};

const DARK_BANDS = ["#151A20", "#2C4157"] as const;

/** Lightened until each keeps 3:1 in luminance against the lightest band of the dark background. */
export const DARK_HUES = [
  "#62B8F2",
  "#FF9B60",
  "#45CBA0",
  "#EE93CC",
  "#F4F4F4",
  "#DEB862",
  "#B3AAFF",
] as const;

/** Colour of the i-th start. */
export const hueOn = (dark: boolean, i: number): string => {
  const hues: readonly string[] = dark ? DARK_HUES : HUES;
  return hues[i % hues.length];
};

const fixed = new Map<string, string>([
  ...(Object.keys(ink) as (keyof typeof ink)[]).map((name) => [ink[name], DARK_INK[name]] as const),
  ...HUES.map((hue, i) => [hue, DARK_HUES[i]] as const),
]);

/** The band colours at shares 0, 1/n, …, 1, as `bandScale` makes them. */
function bands(n: number): [string, string][] {
  return Array.from({ length: n + 1 }, (_, i) => [
    band(i / Math.max(1, n)),
    band(i / Math.max(1, n), DARK_BANDS),
  ]);
}

/** The bands' colours on a page, from the lowest loss to the highest. */
export const bandColours = (n: number, dark: boolean): string[] =>
  bands(n).map(([light, black]) => (dark ? black : light));

/**
 * A figure as a dark page shows it: every colour of the theme replaced by its dark counterpart.
 *
 * @param levels number of levels that part the bands
 */
export function darkened<T>(figure: T, levels: number): T {
  const colours = new Map([...bands(levels), ...fixed]);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return colours.get(value) ?? value;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(figure) as T;
}
