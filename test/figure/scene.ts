import { expect } from "vitest";
import type { FigureSpec, Row } from "../../src/figure/kit/spec.js";
import { layOut } from "../../src/render/pictures/layOut.js";

/** Something drawn: where it stands in its plot, in points, how it looks, and the row it stands for. */
export interface Drawn {
  x: number;
  y: number;
  x2?: number;
  y2?: number;
  width?: number;
  height?: number;
  text?: string | string[];
  shape?: string;
  fill?: string;
  stroke?: string;
  strokeDash?: number[];
  interpolate?: string;
  opacity?: number;
  size?: number;
  angle?: number;
  datum: Row;
}

/** Something drawn, with the numbers that a reader finds for its place on the axes of its plot. */
export interface Read extends Drawn {
  at: [number, number];
}

/** One plot of a figure: what stands between a pair of axes. */
export interface Plot {
  width: number;
  height: number;
  /** What stands above it, line by line. */
  title: string[];
  /** The titles of its axes and the numbers along them, from left to right and upwards; none where they are not repeated. */
  axes: Record<"x" | "y", { title: string; numbers: number[] }>;
  /** What stands on a layer of it. */
  read(layer: string): Read[];
  /** The lines or outlines of a layer, each from its first point to its last. */
  lines(layer: string): Read[][];
  /** The numbers that a reader finds on the axes for a place in it, in points. */
  valueAt(x: number, y: number): [number, number];
  /** The inverse of `valueAt`. */
  placeOf(u: number, v: number): [number, number];
  /** The colour of the ground at a place given by the numbers on the axes: "none" where it is bare, undefined next to an edge. */
  groundAt(u: number, v: number): string | undefined;
}

/** A piece of a scale of colours: what values it stands for, by the numbers written at its ends. */
export interface Shade {
  fill: string;
  from: number;
  to: number;
}

/** What a figure shows once it is laid out. */
export interface Scene {
  /** The marks of a layer, by the name of the layer. */
  marks(layer: string): Drawn[];
  /** Texts of a role, such as `legend-label` or `title-text`, line by line. */
  texts(role: string): string[];
  /** The plots, in the order of reading. */
  plots: Plot[];
  /** The colours of a scale, the lowest first. */
  shades: Shade[];
  /** What the legends of symbols say, in their order: what each symbol looks like, and its name. */
  entries: { text: string; fill: string; stroke: string; shape: string }[];
}

interface Node {
  marktype?: string;
  name?: string;
  role?: string;
  items?: Node[];
  orient?: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

const isString = (value: unknown): value is string => typeof value === "string" && value !== "";

/** All mark groups below a node, itself included, from back to front. */
const groupsIn = (node: Node): Node[] => [
  ...(node.marktype === undefined ? [] : [node]),
  ...(node.items ?? []).flatMap(groupsIn),
];

const itemsOf = ({ items }: Node): Drawn[] => (items ?? []) as unknown as Drawn[];
const withRole = (node: Node, role: string) => groupsIn(node).filter((group) => group.role === role);
const linesOfText = (groups: readonly Node[]): string[] =>
  groups.flatMap(itemsOf).flatMap(({ text }) => [text ?? ""].flat());

/** A number as figures write it: −0.5, 2×10⁻⁵. */
export function numberIn(text: string): number {
  const [, digits, power] = /^(.*?)(?:(?:×|^)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text) ?? [];
  const exponent = [...(power ?? "⁰")].map((c) => (c === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c))).join("");
  return Number(`${digits === "" ? 1 : digits.replace("−", "-")}e${exponent}`);
}

/** Numbers along an axis as a reader takes them: evenly spaced, or evenly in their logarithm. */
interface Ruler {
  title: string;
  numbers: number[];
  value(place: number): number;
  place(value: number): number;
}

/** How far a number may stand from where the others want it, in points. */
const ASIDE = 0.02;

function ruler(title: string, labels: readonly { place: number; text: string }[]): Ruler | undefined {
  const numbers = labels.map(({ text }) => numberIn(text));
  const places = labels.map(({ place }) => place);
  const last = numbers.length - 1;
  if (last < 1) return undefined;
  const along = (bend: (value: number) => number, unbend: (value: number) => number): Ruler => {
    const perPoint = (bend(numbers[last]) - bend(numbers[0])) / (places[last] - places[0]);
    return {
      title,
      numbers,
      value: (place) => unbend(bend(numbers[0]) + (place - places[0]) * perPoint),
      place: (value) => places[0] + (bend(value) - bend(numbers[0])) / perPoint,
    };
  };
  const rulers = [
    along(
      (value) => value,
      (value) => value,
    ),
    along(Math.log, Math.exp),
  ];
  // Of two numbers alone, such as 0.01 and 1, the ratio tells.
  const candidates = last === 1 && numbers[0] > 0 && numbers[1] / numbers[0] >= 10 ? rulers.slice(1) : rulers;
  const found = candidates.find(({ place }) =>
    numbers.every((n, i) => Math.abs(place(n) - places[i]) < ASIDE),
  );
  if (!found) throw new Error(`numbers along an axis are out of place: ${JSON.stringify(labels)}`);
  return found;
}

/** The ruler at one side of a plot. */
function rulerOf(plot: Node, side: "bottom" | "left"): Ruler | undefined {
  const axes = groupsIn(plot).filter((group) => group.role === "axis" && group.items?.[0].orient === side);
  const labels = axes.flatMap((axis) => withRole(axis, "axis-label")).flatMap(itemsOf);
  const ticks = axes.flatMap((axis) => withRole(axis, "axis-tick")).flatMap(itemsOf);
  const along = (item: Drawn) => (side === "bottom" ? item.x : item.y);
  if (labels.length === 0) return undefined;
  // Each number belongs to a tick.
  expect(labels.map(along)).toEqual(ticks.map(along));
  return ruler(
    linesOfText(axes.flatMap((axis) => withRole(axis, "axis-title"))).join(" "),
    labels.map((label) => ({ place: along(label), text: String(label.text) })),
  );
}

type Place = readonly [number, number];

/** Whether a place lies within a closed outline, and not in a hole of it. */
function encloses(outline: readonly Place[], [x, y]: Place): boolean {
  let winding = 0;
  for (const [i, [a, b]] of outline.entries()) {
    const [p, q] = outline[(i + 1) % outline.length];
    const left = (p - a) * (y - b) > (x - a) * (q - b);
    if (b <= y && q > y && left) winding++;
    if (b > y && q <= y && !left) winding--;
  }
  return winding !== 0;
}

/** The corners of a filled rectangle or outline; none of what is not an area. */
function outlineOf({ marktype }: Node, items: readonly Drawn[]): Place[] {
  if (marktype === "line" && items[0]?.interpolate === "linear-closed")
    return items.map(({ x, y }) => [x, y]);
  if (marktype !== "rect") return [];
  const [{ x, y, width = 0, height = 0 }] = items;
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** The filled areas of a plot, from back to front. */
const areasOf = (plot: Node) =>
  groupsIn(plot)
    .filter(({ role }) => role === "mark")
    .flatMap((group) => {
      const pieces = group.marktype === "rect" ? itemsOf(group).map((item) => [item]) : [itemsOf(group)];
      return pieces.flatMap((items) => {
        const fill = items[0]?.fill;
        const outline = isString(fill) && fill !== "transparent" ? outlineOf(group, items) : [];
        if (!isString(fill) || outline.length === 0) return [];
        const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
        const [left, right, top, bottom] = [
          Math.min(...xs),
          Math.max(...xs),
          Math.min(...ys),
          Math.max(...ys),
        ];
        const near = ([x, y]: Place) => x >= left && x <= right && y >= top && y <= bottom;
        return [{ fill, holds: (place: Place) => near(place) && encloses(outline, place) }];
      });
    });

/** So near an edge, in points, a ground is of neither colour. */
const EDGE = 0.3;

/** A place and its four diagonal neighbours. */
const AROUND: readonly Place[] = [
  [0, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
];

const isLayer = (name: string) => (node: Node) => node.name === `${name.replaceAll("-", "_")}_marks`;

/** A plot and the numbers along its axes, as far as it has them. */
interface Ruled {
  plot: Node;
  x: Ruler | undefined;
  y: Ruler | undefined;
}

/** A plot whose axis has no numbers is read on that of the plot below it, or left of it. */
function sharedRuler(axis: "x" | "y", { plot, ...own }: Ruled, all: readonly Ruled[]): Ruler {
  const beside = all.find((other) => other[axis] && other.plot[axis] === plot[axis]);
  const found = own[axis] ?? beside?.[axis];
  if (!found) throw new Error(`there are no numbers along ${axis}`);
  return found;
}

function plotOf(ruled: Ruled, all: readonly Ruled[]): Plot {
  const { plot } = ruled;
  const areas = areasOf(plot);
  // Convergence has a row for each start instead of numbers upwards.
  const [along, up] = [sharedRuler("x", ruled, all), all.some(({ y }) => y) && sharedRuler("y", ruled, all)];
  const valueAt = (x: number, y: number): [number, number] => [along.value(x), up ? up.value(y) : y];
  const placeOf = (u: number, v: number): [number, number] => [along.place(u), up ? up.place(v) : v];
  const read = (items: Drawn[]): Read[] => items.map((item) => ({ ...item, at: valueAt(item.x, item.y) }));
  const about = (axis: Ruler | undefined) => ({ title: axis?.title ?? "", numbers: axis?.numbers ?? [] });
  return {
    width: plot.width ?? 0,
    height: plot.height ?? 0,
    title: linesOfText(withRole(plot, "title-text")),
    axes: { x: about(ruled.x), y: about(ruled.y) },
    read: (layer) =>
      groupsIn(plot)
        .filter(isLayer(layer))
        .flatMap((group) => read(itemsOf(group))),
    lines: (layer) =>
      groupsIn(plot)
        .filter(isLayer(layer))
        .map((group) => read(itemsOf(group))),
    valueAt,
    placeOf,
    groundAt(u, v) {
      const [x, y] = placeOf(u, v);
      const shade = ([dx, dy]: Place) =>
        areas.findLast(({ holds }) => holds([x + dx * EDGE, y + dy * EDGE]))?.fill ?? "none";
      const around = AROUND.map(shade);
      return new Set(around).size === 1 ? around[0] : undefined;
    },
  };
}

/** The scale of colours of a legend, as far as its numbers say. */
function shadesOf(legend: Node): Shade[] {
  const bands = withRole(legend, "legend-band").flatMap(itemsOf);
  const written = withRole(legend, "legend-label")
    .flatMap(itemsOf)
    .filter(({ text }) => isString(text));
  const upright = bands.length > 1 && bands[0].x === bands[1].x;
  // From the low end to the high one: rightwards or upwards.
  const low = (item: Drawn) => (upright ? -Number(item.y2) : item.x);
  const marks = written.map((label) => ({
    place: upright ? -label.y : label.x,
    value: numberIn(String(label.text)),
  }));
  const near = 1e-6;
  return bands.map((band) => {
    const [from, to] = [low(band), low(band) + Number(upright ? band.height : band.width)];
    return {
      fill: String(band.fill),
      from: Math.max(
        -Infinity,
        ...marks.filter(({ place }) => place <= from + near).map(({ value }) => value),
      ),
      to: Math.min(Infinity, ...marks.filter(({ place }) => place >= to - near).map(({ value }) => value)),
    };
  });
}

/** The symbols of a legend and their names. */
const entriesOf = (legend: Node): Scene["entries"] => {
  const names = linesOfText(withRole(legend, "legend-label"));
  return withRole(legend, "legend-symbol")
    .flatMap(itemsOf)
    .map(({ fill, stroke, shape }, i) => ({
      text: names[i],
      fill: String(fill),
      stroke: String(stroke),
      shape: String(shape),
    }));
};

/** Compiles a figure and lays it out: what a reader sees, not what the specification asks for. */
export async function sceneOf(spec: FigureSpec): Promise<Scene> {
  const view = await layOut(spec);
  const { root } = view.scenegraph() as unknown as { root: Node };
  const groups = groupsIn(root);
  const plots = groups
    .flatMap(({ items }) => items ?? [])
    .filter(({ items }) => items?.some(({ role }) => role === "axis"))
    .map((plot) => ({ plot, x: rulerOf(plot, "bottom"), y: rulerOf(plot, "left") }));
  const legends = groups.filter(({ role }) => role === "legend");
  return {
    marks: (layer) => groups.filter(isLayer(layer)).flatMap(itemsOf),
    texts: (role) => linesOfText(groups.filter((group) => group.role === role)),
    plots: plots.map((plot) => plotOf(plot, plots)),
    shades: legends.flatMap(shadesOf),
    entries: legends.flatMap(entriesOf),
  };
}
