import type { Flow } from "../model/flow.js";
import { LAST_TO_DIE, type Path, type PathPoint } from "./path.js";
import type { Sample } from "./sample.js";

const even = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, i) => (i === n - 1 ? to : from + ((to - from) * i) / (n - 1)));

/** Digits of the distance between even clock readings. */
const DIGITS = 4;

/** A positive number cut to a few digits. */
function cut(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) + 1 - DIGITS);
  return Number((Math.floor(value / unit) * unit).toPrecision(DIGITS));
}

/**
 * Clock readings, `n` of them, even over the path up to the last, its end. The same in every engine: an
 * extinction is noticed at the end of a step of the integrator, and steps are noise (`Math.exp` of two
 * engines differs in the last bit), so the readings leave out the stretch from where a response has faded,
 * which depends on the solution alone, to where it is declared extinct.
 */
export function evenReadings(path: Path, n: number): number[] {
  const end = path.end.s;
  const gaps = path.fading();
  const length = gaps.reduce((rest, { from, to }) => rest - (to - from), end);
  const step = length > 0 ? cut(length / (n - 1)) : 0;
  const reading = (i: number) => gaps.reduce((s, { from, to }) => (s < from ? s : s + (to - from)), i * step);
  return Array.from({ length: n }, (_, i) => (i === n - 1 ? end : reading(i)));
}

/** A component this far below its largest value (as a ratio) can no longer be told from zero in a figure. */
const VISIBLE = 1e-3;

/**
 * Clock readings for drawing: even while x moves visibly, fewer on the way from there to zero (which may take
 * most of the clock), and one at every end of an arc.
 *
 * @param n number of readings while x moves visibly
 */
export function drawingReadings(path: Path, n = 240): number[] {
  const { s: end, extinct } = path.end;
  const arcs = path.arcs();
  const points = arcs.flatMap((arc) => arc.points);
  const bends = arcs.map((arc) => arc.end.s);
  const dead = extinct === "preferred" ? 0 : 1;
  const floor = Math.max(...points.map(({ r }) => r[dead])) + Math.log(VISIBLE);
  const below = extinct ? points.findIndex(({ r }) => r[dead] < floor) : -1;
  let readings = even(0, end, n);
  if (below > 0) {
    const [left, right] = [points[below - 1], points[below]];
    // A dying component falls at a steady rate of the clock, so a straight line finds where it fades.
    const share = (left.r[dead] - floor) / (left.r[dead] - right.r[dead]);
    const gone = left.s + share * (right.s - left.s);
    readings = [...even(0, gone, n), ...even(gone, end, Math.ceil(n / 6))];
  }
  return [...new Set([...readings, ...bends])].sort((a, b) => a - b);
}

/** A row of output for a point of a path. */
export function toSample(flow: Flow, { r: [r1, r2], t }: PathPoint): Sample {
  const extinct = (r: number) => (r === LAST_TO_DIE ? -Infinity : r);
  return {
    t,
    x1: Math.exp(r1),
    x2: Math.exp(r2),
    r1: extinct(r1),
    r2: extinct(r2),
    loss: flow.loss.value(r1, r2),
    margin: r1 - r2,
  };
}
