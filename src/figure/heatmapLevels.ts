import { ticks } from "d3-array";
import { significant } from "./spec.js";

/** About how many lines of equal value. */
const LEVELS = 9;

/** Values that span more than this factor are parted at powers of ten, and 2 and 5 times these. */
const WIDE_RANGE = 30;

/**
 * Round levels through the middle of some values: linear, or logarithmic where they span decades. None where all
 * values are the same.
 */
export function levelsOf(values: Float64Array): number[] {
  const sorted = values.filter(Number.isFinite).sort();
  const [low, high] = [0.02, 0.995].map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  if (!(high > low)) return [];
  if (!(low > 0 && high > WIDE_RANGE * low)) {
    // A level at the end of the values would outline a plateau, such as a wall that many reach.
    const [first, last] = [sorted[0], sorted[sorted.length - 1]];
    return ticks(low, high, LEVELS)
      .map(significant)
      .filter((level) => level > first && level < last);
  }
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  const series = [[1, 2, 5], [1, 3], [1]].map((digits) =>
    decades
      .flatMap((unit) => digits.map((digit) => significant(digit * unit)))
      .filter((level) => level > low && level < high),
  );
  return series.find(({ length }) => length <= LEVELS + 3) ?? series[2];
}
