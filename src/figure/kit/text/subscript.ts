/** A piece of a line, on the line or below it. */
export interface Piece {
  text: string;
  lowered: boolean;
}

/** Size of a subscript, and how far below the line it stands, both in multiples of the font size. */
export const SUBSCRIPT = { size: 0.72, drop: 0.18 } as const;

/** Nothing in a figure is smaller, in points. */
const SMALLEST = 7;

/** Size of a subscript as a multiple of the font size around it: in small print it is only lowered. */
export const subscriptSize = (fontSize: number): number =>
  Math.min(1, Math.max(SUBSCRIPT.size, SMALLEST / fontSize));

/** The symbols of preference optimisation that carry an index: π_θ, π_ref, π_w, y_l … */
const INDEXED = /(?<![\p{L}\p{N}_])([πpy])_(θ|ref|w|l)(?![\p{L}\p{N}_])/gu;

/**
 * Splits a line into what stands on it and the indices below it. Specifications write π_ref as plain text,
 * which any renderer can draw; only these few symbols are set as indices, so that a label such as `my_w`
 * stays as it is.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(INDEXED)) {
    const [, symbol, index] = match;
    found.push(
      { text: text.slice(done, match.index) + symbol, lowered: false },
      { text: index, lowered: true },
    );
    done = match.index + match[0].length;
  }
  if (done < text.length || found.length === 0) found.push({ text: text.slice(done), lowered: false });
  return found;
}

const span = (em: number, text: string, size = "") => `<tspan dy="${em}em"${size}>${text}</tspan>`;

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function markup(text: string, size: number): string {
  const parts = pieces(text);
  if (parts.length === 1) return text;
  const { drop } = SUBSCRIPT;
  return parts
    .map((part, i) => {
      if (part.lowered)
        return span(rounded(drop / size), part.text, size < 1 ? ` font-size="${rounded(size)}em"` : "");
      return i === 0 ? part.text : span(-drop, part.text);
    })
    .join("");
}

/** Sets the indices in the text of an SVG below the line. */
export function setSubscripts(svg: string): string {
  let size: number = SUBSCRIPT.size;
  return svg.replace(/(<(text|tspan)\b[^>]*>)([^<]*)/g, (_, tag: string, name: string, text: string) => {
    const points = /font-size="([\d.]+)px"/.exec(tag)?.[1];
    if (points !== undefined) size = subscriptSize(Number(points));
    else if (name === "text") size = SUBSCRIPT.size;
    return tag + markup(text, size);
  });
}
