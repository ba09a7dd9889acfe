import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Row, View } from "../../figure/kit/spec.js";
import { pieces, SUBSCRIPT } from "../../figure/kit/text/subscript.js";
import { drawing, element } from "../widgets/element.js";
import { type LiveSpec, liveSpec, withFormer } from "./liveSpec.js";
import { liveSignals, liveVega } from "./liveVega.js";

/** A rectangle in pixels right of and below a host's upper left corner. */
export interface Plot {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A place on the page for a figure that is replaced by others like it. */
export interface LiveChart {
  /**
   * Shows a figure: by new data and signals where it differs from the last one in those alone, built anew otherwise.
   *
   * @param frame figures in the same frame share layers: one that is missing now is empty, not gone
   */
  show(figure: View, frame: string): Promise<void>;
  /** Where its plots are, from top to bottom. */
  plots(): Plot[];
}

interface Shown {
  view: vega.View;
  frame: string;
  layers: readonly View[];
  live: LiveSpec;
}

/** Sets the indices of π_θ and its like below the line, as in files. */
function lowerIndices(host: HTMLElement): void {
  for (const text of host.querySelectorAll<SVGTextElement>("svg text")) {
    const parts = pieces(text.textContent ?? "");
    if (parts.length < 2) continue;
    const { size, drop } = SUBSCRIPT;
    const lines = parts.map((part, i) => {
      if (part.lowered)
        return drawing("tspan", { dy: `${drop / size}em`, "font-size": `${size}em` }, part.text);
      return drawing("tspan", i === 0 ? {} : { dy: `${-drop}em` }, part.text);
    });
    text.replaceChildren(...lines);
  }
}

/** Builds a view of a figure in an element; expressions are interpreted, never compiled. */
async function build(live: LiveSpec, place: HTMLElement): Promise<vega.View> {
  const spec = { ...live.spec, datasets: Object.fromEntries(live.datasets) };
  const compiled = liveVega(compile(spec as unknown as TopLevelSpec).spec as Record<string, unknown>, live);
  const view = new vega.View(vega.parse(compiled as vega.Spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    container: place,
    logLevel: vega.Warn,
  });
  await view.runAsync();
  lowerIndices(place);
  return view;
}

/** Rows by the start they belong to, as text that tells whether they have changed; undefined where they have none. */
function byStart(rows: readonly Row[] | undefined): Map<unknown, string> | undefined {
  if (!rows?.every((row) => "start" in row)) return undefined;
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.start);
    if (group) group.push(row);
    else groups.set(row.start, [row]);
  }
  return new Map([...groups].map(([start, group]) => [start, JSON.stringify(group)]));
}

/** Replaces a data set: only the rows of those starts that have changed, where it is about starts. */
function replace(view: vega.View, name: string, rows: Row[], before: readonly Row[] | undefined): void {
  const [old, now] = [byStart(before), byStart(rows)];
  if (!old || !now) {
    view.data(name, rows);
    return;
  }
  const changes = (start: unknown) => old.get(start) !== now.get(start);
  const fresh = rows.filter(({ start }) => changes(start));
  if (fresh.length === 0 && [...old.keys()].every((start) => now.has(start))) return;
  view.change(
    name,
    vega
      .changeset()
      .remove((row: Row) => changes(row.start))
      .insert(fresh),
  );
}

/** Brings a view up to a figure with the same skeleton. Drawing follows when this has returned. */
function update({ view, live: before }: Shown, live: LiveSpec): void {
  const old = liveSignals(before);
  for (const [name, value] of liveSignals(live)) {
    if (JSON.stringify(old.get(name)) !== JSON.stringify(value)) view.signal(name, value);
  }
  for (const [name, rows] of live.datasets) {
    const old = before.datasets.get(name);
    if (old !== rows) replace(view, name, rows, old);
  }
  view.run();
}

/** A place on the page for a figure. */
export function createLiveChart(host: HTMLElement): LiveChart {
  let shown: Shown | undefined;
  return {
    async show(figure, frame) {
      const own = figure.layer as View[] | undefined;
      const former = shown?.frame === frame ? shown.layers : [];
      const layers = own ? withFormer(own, former) : [];
      const live = liveSpec(own ? { ...figure, layer: layers } : figure);
      if (shown && shown.live.skeleton === live.skeleton) {
        update(shown, live);
        shown = { ...shown, layers, live };
        return;
      }
      const place = element("div");
      const view = await build(live, place);
      shown?.view.finalize();
      shown = { view, frame, layers, live };
      host.replaceChildren(place);
    },
    plots() {
      const corner = host.getBoundingClientRect();
      const charts = host.querySelectorAll("[class*=concat_] > g > path.background");
      const whole = host.querySelector("path.background");
      return (charts.length > 0 ? [...charts] : whole ? [whole] : [])
        .map((path) => path.getBoundingClientRect())
        .map(({ x, y, width, height }) => ({ x: x - corner.x, y: y - corner.y, width, height }));
    },
  };
}
