import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { FigureError } from "../../errors.js";
import type { FigureSpec } from "../../figure/kit/spec.js";
import { measureText, requireGlyphs } from "../../figure/kit/text/measure.js";
import type { TextStyle } from "../../figure/kit/theme.js";

/** Text in a scene, with what its width depends on. */
interface TextItem {
  text?: string | string[];
  fontSize?: number;
  fontWeight?: string | number;
  fontStyle?: string;
  /** Width beyond which the text is cut off. */
  limit?: number;
}

// How Vega measures text: published by vega-scenegraph, but missing from the types of vega.
const { textMetrics } = vega as unknown as {
  textMetrics: { width(item: TextItem, text: string): number };
};

const styleOf = (item: TextItem): TextStyle => ({
  ...(item.fontWeight === undefined ? {} : { weight: item.fontWeight === "bold" ? "bold" : "normal" }),
  ...(item.fontStyle === "italic" ? { style: "italic" } : {}),
});

/**
 * Lets Vega lay text out by the widths of the font that draws it, instead of a guess by the number of
 * letters.
 */
function installTextMetrics(): void {
  textMetrics.width = (item, text) => {
    const line = String(text ?? "").trim();
    requireGlyphs(line, styleOf(item));
    const width = measureText(line, item.fontSize ?? 11, styleOf(item));
    // Vega cuts a line off at its limit when it draws it.
    return item.limit ? Math.min(width, item.limit) : width;
  };
}

/** A Vega logger for which a warning is an error: Vega warns where it has drawn something else than asked. */
function strictLogger() {
  const fail = (...parts: readonly unknown[]): never => {
    throw new FigureError(`Vega could not draw the figure as asked: ${parts.map(String).join(" ")}`);
  };
  const logger = {
    level: (level?: number) => (level === undefined ? 2 : logger),
    error: fail,
    warn: fail,
    info: () => logger,
    debug: () => logger,
  };
  // Vega declares `level` as an overload that no object literal can express.
  return logger as unknown as NonNullable<NonNullable<ConstructorParameters<typeof vega.View>[1]>["logger"]>;
}

/** A mark, or an item of one, in a scene. */
interface SceneNode {
  marktype?: string;
  items?: (SceneNode & TextItem)[];
  /** Whether a mark is cut off at the frame of the group that it is in. */
  clip?: unknown;
  /** What a mark covers, in the coordinates of its group. */
  bounds?: { x1: number; y1: number; x2: number; y2: number };
  /** Size of an item that is a group. */
  width?: number;
  height?: number;
}

/** Every piece of text in a scene must have its glyphs. */
function checkGlyphs(node: SceneNode): void {
  for (const item of node.items ?? []) {
    if (node.marktype === "text") {
      for (const line of [item.text ?? ""].flat()) requireGlyphs(String(line).trim(), styleOf(item));
    }
    checkGlyphs(item);
  }
}

/**
 * Empties marks that their clip hides altogether: nothing of them is seen, and a rasteriser may give up on a clipped
 * group without content on its canvas (resvg ends the process).
 */
function dropHidden(node: SceneNode): void {
  for (const item of node.items ?? []) {
    for (const mark of item.items ?? []) {
      const { width = 0, height = 0 } = item;
      const { clip, bounds } = mark;
      const seen = !bounds || (bounds.x1 < width && bounds.x2 > 0 && bounds.y1 < height && bounds.y2 > 0);
      if (clip && !seen) mark.items = [];
      dropHidden(mark);
    }
  }
}

/**
 * The Vega specification that a Vega-Lite one stands for.
 *
 * @throws FigureError on any Vega-Lite warning
 */
export function compileSpec(spec: FigureSpec): vega.Spec {
  return compile(spec as unknown as TopLevelSpec, { logger: strictLogger() }).spec;
}

/**
 * Compiles a specification and lays it out; the view holds the scene and has drawn nothing.
 *
 * @param interpreter evaluates expressions (`vega-interpreter`) where a page forbids compiling them to
 *                    functions
 * @throws FigureError on any Vega or Vega-Lite warning, or a glyph the font lacks
 */
export async function layOut(spec: FigureSpec, interpreter?: unknown): Promise<vega.View> {
  installTextMetrics();
  const logger = strictLogger();
  const runtime = vega.parse(compileSpec(spec), undefined, interpreter ? { ast: true } : {});
  const view = new vega.View(runtime, { renderer: "none", logger, expr: interpreter });
  await view.runAsync();
  const { root } = view.scenegraph() as unknown as { root: SceneNode };
  checkGlyphs(root);
  dropHidden(root);
  return view;
}

/**
 * The drawing of a laid-out view as SVG, which ends the view.
 *
 * The same view gives the same text: Vega numbers clip paths through the life of the process, here from one
 * each time.
 */
export async function toSvg(view: vega.View): Promise<string> {
  vega.resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
