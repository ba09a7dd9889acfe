import { FigureError } from "../../errors.js";

/**
 * Farthest that anything of a drawing may be from its corner, in points: far beyond any page, and small enough that
 * programs that compute in single precision (24 bits) still tell a tenth of a point.
 */
const FARTHEST = 1e6;

/** An attribute that places or sizes something. */
const GEOMETRY =
  / (d|transform|points|viewBox|width|height|x|y|[xy][12]|c[xy]|r[xy]?|stroke-width|font-size|stroke-dasharray)="([^"]*)"/g;

const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi;

/**
 * Makes sure that a drawing can be drawn: a size above 0, every number finite and not absurdly far out. A rasteriser
 * that meets anything else may end the whole process.
 *
 * @param svg   without the words for screen readers, which may hold any text
 * @param title of the figure, for the message
 * @throws FigureError naming the figure and what cannot be drawn
 */
export function checkGeometry(svg: string, title: string): void {
  const fail = (what: string) =>
    new FigureError(`the figure ${JSON.stringify(title)} cannot be drawn: ${what}`);
  const wrong = /([a-zA-Z-]+)="[^"]*(NaN|Infinity|undefined)[^"]*"/.exec(svg);
  if (wrong) throw fail(`${wrong[1]} holds a number that is not finite`);
  const [, width, height] = /<svg[^>]* width="([^"]*)" height="([^"]*)"/.exec(svg) ?? [];
  if (!(Number(width) > 0 && Number(height) > 0)) throw fail(`its size is ${width} × ${height} points`);
  for (const [, name, value] of svg.matchAll(GEOMETRY)) {
    for (const [number] of value.matchAll(NUMBER)) {
      if (!(Math.abs(Number(number)) <= FARTHEST)) throw fail(`${name} holds ${number}, which is on no page`);
    }
  }
}
