import type { Slopes } from "./extrapolation.js";
import type { Step } from "./odex.js";

/** Writes the state at a share x of a step into `out`, on the cubic through both ends and the slopes there. */
export function cubicAt(
  { s0, y0, s1, y1 }: Step,
  { start, end }: Slopes,
  x: number,
  out: Float64Array,
): Float64Array {
  const h = s1 - s0;
  for (let i = 0; i < y0.length; i++) {
    const rise = y1[i] - y0[i];
    const bend = (1 - x) * (h * start[i] - rise) + x * (rise - h * end[i]);
    out[i] = y0[i] + x * (rise + (1 - x) * bend);
  }
  return out;
}
