import type { FigureSpec } from "../../figure/kit/spec.js";

/**
 * Resolutions that can be asked for, in dots per inch: a few dots per letter, and the finest that printers
 * have.
 */
export const RESOLUTIONS = { least: 10, most: 2400 };

/** How a picture is made, beyond what its figure says. */
export interface PictureOptions {
  /** Resolution in dots per inch, from 10 to 2400, for formats made of dots. */
  dpi?: number;
  /**
   * `expressionInterpreter` of vega-interpreter: evaluates the expressions of a drawing where the security
   * policy of a page forbids compiling them to functions.
   */
  interpreter?: unknown;
}

/**
 * A format that figures are written in.
 *
 * Its file is loaded wherever formats are listed, so what is heavy is imported inside `render`.
 */
export interface PictureFormat<Content extends string | Uint8Array = string | Uint8Array> {
  /** What people call it. */
  title: string;
  /** Extension of its files, without the first dot. */
  extension: string;
  /** As HTTP and the clipboard call it. */
  mediaType: string;
  /** Something to look at, or the specification that it is drawn from. */
  kind: "drawing" | "specification";
  /** The options that change its pictures. */
  heeds: readonly (keyof PictureOptions)[];
  /**
   * Text for a format that is text, bytes for one that is binary. The same figure gives the same content on
   * every run.
   *
   * @throws FigureError where the figure cannot be drawn as asked
   */
  render(spec: FigureSpec, options?: PictureOptions): Promise<Content>;
}
