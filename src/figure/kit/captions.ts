import { endingOf } from "../../run/statuses/registry.js";
import type { PanelResult, Run } from "../../simulate/run.js";
import type { FigureSpec } from "./spec.js";
import type { Style } from "./theme.js";

type Settings = PanelResult["settings"];

const GREEK: Record<string, string> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  kappa: "κ",
  lambda: "λ",
  tau: "τ",
};

/** A number for people: four significant digits, no trailing zeros, powers of ten where it is far from 1. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e6)) {
    return String(Number(value.toPrecision(4))).replace("-", "−");
  }
  const [digits, exponent] = value.toExponential(2).split("e");
  const raised = [...String(Number(exponent))].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)] ?? "⁻").join("");
  const factor = String(Number(digits)).replace("-", "−");
  return factor === "1" ? `10${raised}` : `${factor}×10${raised}`;
}

/** A number for people, of which three digits are enough. */
export const short = (value: number): string => readable(Number(value.toPrecision(3)));

const parameters = (named: Record<string, unknown>): string[] =>
  Object.entries(named)
    .filter(([key, value]) => key !== "name" && typeof value !== "object")
    .map(
      ([key, value]) =>
        `${GREEK[key] ?? key} = ${typeof value === "number" ? readable(value) : String(value)}`,
    );

/** What was computed: loss, geometry, domain and reference, each as a name and its parameters. */
const groups = ({ loss, geometry, domain, reference }: Settings): string[][] => [
  [loss.name.toUpperCase(), ...parameters(loss)],
  [`${geometry.name} geometry`, ...parameters(geometry)],
  [domain],
  [`π_ref = (${readable(reference.preferred)}, ${readable(reference.dispreferred)})`],
];

const joined = (all: readonly string[][]) =>
  all.filter((group) => group.length > 0).map((group) => group.join(", "));

/** What was computed, in parts that a line may be broken between: loss, geometry, domain, reference. */
export const computed = (settings: Settings): string[] => joined(groups(settings));

/** What is the same for several settings. */
export function computedTogether(all: readonly Settings[]): string[] {
  const [first = [], ...others] = all.map(groups);
  return joined(
    first.map((group, i) => group.filter((part) => others.every((other) => other[i].includes(part)))),
  );
}

/** What sets a panel apart, as a caption: `loss.beta=0.3` becomes β = 0.3. */
export const panelCaption = ({ panel }: Pick<PanelResult, "panel">): string =>
  panel
    .split(", ")
    .map((part) => {
      const [, path, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      if (path === undefined) return part;
      const key = path.split(".").at(-1) ?? path;
      const name = path === "reference" ? "π_ref" : key === "name" ? path.split(".")[0] : (GREEK[key] ?? key);
      return `${name} = ${value}`;
    })
    .join(", ");

/** Text cut to a width, with an ellipsis where something is missing. */
export function fitted(text: string, size: number, width: number, { measure }: Style): string {
  if (measure(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && measure(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/**
 * Joins parts into lines no wider than `width`; a part that is wider alone is cut by the font's own width.
 */
export function wrapped(
  parts: readonly string[],
  separator: string,
  width: number,
  measureLine: (line: string) => number,
): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    const joined = last === undefined ? part : `${last}${separator}${part}`;
    if (last !== undefined && measureLine(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

/** Title and subtitle of a figure, broken to its width: what it shows, and what was computed. */
export function heading(title: string, subtitle: readonly string[], style: Style): FigureSpec["title"] {
  const { preset, measure } = style;
  const width = preset.width - 6;
  return {
    text: wrapped(title.split(/\s+/), " ", width, (line) => measure(line, preset.title, { weight: "bold" })),
    subtitle: wrapped(subtitle, " · ", width, (line) => measure(line, preset.text)),
  };
}

/** The scenario's title, with the combination of `vary` that the panel stands for. */
export const panelTitle = ({ panel, settings }: PanelResult): string =>
  panel === "base" ? settings.title : `${settings.title} (${panelCaption({ panel })})`;

/** One sentence on where a run starts, how it ends and when. */
export const outcome = ({
  start,
  x0,
  x,
  t,
  status,
}: Pick<Run, "start" | "x0" | "x" | "t" | "status">): string =>
  `${start} starts at (${readable(x0[0])}, ${readable(x0[1])}) and reaches ${endingOf(status).reaches} at t = ${readable(t)} ` +
  `in (${readable(x[0])}, ${readable(x[1])}).`;

/** What the figure was made from, for `usermeta`. */
export function provenance(
  figure: string,
  { preset }: Style,
  made: Record<string, unknown>,
): FigureSpec["usermeta"] {
  return { "dpo-flow": { figure, preset: preset.name, width: preset.width, ...made } };
}
