import { pieces } from "../../figure/kit/text/subscript.js";
import { element } from "./element.js";

/** Text as nodes, with the indices of π_ref, y_w and their like set below the line. */
export const indexed = (text: string): (HTMLElement | string)[] =>
  pieces(text).map((piece) => (piece.lowered ? element("sub", {}, piece.text) : piece.text));
